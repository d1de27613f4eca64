CREATE TABLE `ticket_lease` (
	`ticket` text PRIMARY KEY NOT NULL,
	`num` integer NOT NULL,
	`officer` text NOT NULL,
	`position` text NOT NULL,
	`taken_at` integer NOT NULL,
	`until` integer NOT NULL
);

--> statement-breakpoint
CREATE INDEX `ticket_lease_until` ON `ticket_lease` (`until`);
--> statement-breakpoint
ALTER TABLE `officer` ADD `languages` text;
--> statement-breakpoint
CREATE INDEX `ticket_waiting` ON `ticket` (`urgency`,`num`) WHERE state = 'received';
