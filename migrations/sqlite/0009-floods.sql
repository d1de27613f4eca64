ALTER TABLE `ticket` ADD `folded_until` integer;
--> statement-breakpoint
CREATE INDEX `ticket_folded` ON `ticket` (`folded_until`) WHERE folded_until IS NOT NULL;
