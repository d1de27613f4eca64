DROP TABLE `incident`;
--> statement-breakpoint
ALTER TABLE `attachment` ADD `copy_of` text;
--> statement-breakpoint
CREATE INDEX `attachment_blob` ON `attachment` (`blob`);
