CREATE TABLE `handover` (
	`id` text PRIMARY KEY NOT NULL,
	`unit` text NOT NULL,
	`officer` text NOT NULL,
	`position` text NOT NULL,
	`text` text NOT NULL,
	`red` text NOT NULL,
	`at` integer NOT NULL,
	`accepted_by` text,
	`accepted_at` integer
);

--> statement-breakpoint
CREATE INDEX `handover_unit` ON `handover` (`unit`,`at`);
