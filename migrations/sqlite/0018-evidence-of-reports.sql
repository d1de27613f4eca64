CREATE TABLE `picture_key` (
	`key` integer NOT NULL,
	`blob` text NOT NULL,
	PRIMARY KEY(`key`, `blob`)
);

--> statement-breakpoint
CREATE INDEX `picture_key_blob` ON `picture_key` (`blob`);
--> statement-breakpoint
ALTER TABLE `action_report` ADD `unit` text;
--> statement-breakpoint
ALTER TABLE `action_report` ADD `text_hash` text;
--> statement-breakpoint
ALTER TABLE `action_report` ADD `copied_from` text;
--> statement-breakpoint
CREATE INDEX `action_report_unit` ON `action_report` (`unit`,`at`);
--> statement-breakpoint
CREATE INDEX `action_report_words` ON `action_report` (`unit`,`text_hash`,`at`);
--> statement-breakpoint
ALTER TABLE `attachment` ADD `marks` blob;
--> statement-breakpoint
ALTER TABLE `attachment` ADD `lat` real;
--> statement-breakpoint
ALTER TABLE `attachment` ADD `lon` real;
--> statement-breakpoint
ALTER TABLE `attachment` ADD `taken_at` integer;
