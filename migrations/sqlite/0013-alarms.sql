CREATE TABLE `alarm` (
	`id` text PRIMARY KEY NOT NULL,
	`ticket` text NOT NULL,
	`num` integer NOT NULL,
	`siren` integer NOT NULL,
	`raised_by` text NOT NULL,
	`raised_at` integer NOT NULL,
	`level` integer NOT NULL,
	`due_at` integer,
	`taken_by` text,
	`taken_position` text,
	`taken_at` integer,
	`event_number` text,
	`handed_at` integer,
	`return_status` text,
	`returned_at` integer,
	`checked_at` integer,
	`ended_at` integer,
	`ending` text,
	`version` integer NOT NULL
);

--> statement-breakpoint
CREATE UNIQUE INDEX `alarm_open` ON `alarm` (`ticket`) WHERE ended_at IS NULL;
--> statement-breakpoint
CREATE INDEX `alarm_due` ON `alarm` (`due_at`) WHERE ended_at IS NULL;
--> statement-breakpoint
CREATE INDEX `alarm_ticket` ON `alarm` (`ticket`,`raised_at`);
