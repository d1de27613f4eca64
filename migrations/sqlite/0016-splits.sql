ALTER TABLE `ticket` ADD `split_from` text;
--> statement-breakpoint
ALTER TABLE `ticket` ADD `summary` text;
--> statement-breakpoint
ALTER TABLE `ticket` ADD `split_at` integer;
--> statement-breakpoint
CREATE INDEX `ticket_split` ON `ticket` (`split_from`) WHERE split_from IS NOT NULL;
