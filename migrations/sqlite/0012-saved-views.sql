CREATE TABLE `saved_view` (
	`id` text PRIMARY KEY NOT NULL,
	`position` text NOT NULL,
	`name` text NOT NULL,
	`search` text NOT NULL,
	`officer` text NOT NULL,
	`at` integer NOT NULL
);

--> statement-breakpoint
CREATE UNIQUE INDEX `saved_view_name` ON `saved_view` (`position`,`name`);
