CREATE TABLE `escalation` (
	`ticket` text NOT NULL,
	`clock` text NOT NULL,
	`started_at` integer NOT NULL,
	`num` integer NOT NULL,
	`level` integer NOT NULL,
	`unit` text NOT NULL,
	`position` text,
	`at` integer NOT NULL,
	`due_at` integer,
	`answer` text,
	`answered_by` text,
	`answered_at` integer,
	`ended_at` integer,
	`version` integer NOT NULL,
	PRIMARY KEY(`ticket`, `clock`, `started_at`)
);

--> statement-breakpoint
CREATE INDEX `escalation_due` ON `escalation` (`due_at`) WHERE due_at IS NOT NULL;
--> statement-breakpoint
CREATE INDEX `escalation_unit` ON `escalation` (`unit`,`at`) WHERE ended_at IS NULL;
