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
--> statement-breakpoint
CREATE TABLE `verdict` (
	`id` text PRIMARY KEY NOT NULL,
	`ticket` text NOT NULL,
	`closed_at` integer NOT NULL,
	`said` text NOT NULL,
	`reason` text,
	`words` text,
	`way` text NOT NULL,
	`position` text,
	`first_at` integer NOT NULL,
	`at` integer NOT NULL,
	`changes` integer NOT NULL,
	`reopened` integer NOT NULL,
	`was` text,
	`version` integer NOT NULL
);

--> statement-breakpoint
CREATE UNIQUE INDEX `verdict_closing` ON `verdict` (`ticket`,`closed_at`);
--> statement-breakpoint
CREATE TABLE `audit` (
	`id` text PRIMARY KEY NOT NULL,
	`ticket` text NOT NULL,
	`num` integer NOT NULL,
	`closed_at` integer NOT NULL,
	`circle` text NOT NULL,
	`judge` text,
	`closer` text NOT NULL,
	`judged` text,
	`note` text,
	`officer` text,
	`position` text,
	`judged_at` integer
);

--> statement-breakpoint
CREATE UNIQUE INDEX `audit_closing` ON `audit` (`ticket`,`closed_at`);
--> statement-breakpoint
CREATE INDEX `audit_waiting` ON `audit` (`closed_at`) WHERE judged_at IS NULL;
