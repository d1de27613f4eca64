ALTER TABLE `media` ADD `looked_at` integer;
--> statement-breakpoint
ALTER TABLE `media` ADD `prints` blob;
--> statement-breakpoint
CREATE INDEX `media_looked` ON `media` (`looked_at`,`state`);
