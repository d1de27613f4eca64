CREATE TABLE `protected_reader` (
	`id` text PRIMARY KEY NOT NULL,
	`position` text NOT NULL,
	`unit` text NOT NULL,
	`since` integer NOT NULL,
	`until` integer,
	`named_by` text NOT NULL,
	`ended_by` text
);

--> statement-breakpoint
CREATE UNIQUE INDEX `protected_reader_named` ON `protected_reader` (`position`,`unit`) WHERE until IS NULL;
--> statement-breakpoint
CREATE TABLE `ticket_read` (
	`ticket` text NOT NULL,
	`slot` integer NOT NULL,
	`officer` text NOT NULL,
	`kind` text NOT NULL,
	`position` text,
	`at` integer NOT NULL,
	PRIMARY KEY(`ticket`, `slot`, `officer`, `kind`)
);

--> statement-breakpoint
CREATE INDEX `ticket_read_officer` ON `ticket_read` (`officer`,`at`);
--> statement-breakpoint
CREATE INDEX `ticket_read_at` ON `ticket_read` (`at`);
--> statement-breakpoint
CREATE TABLE `retention_rule` (
	`version` integer PRIMARY KEY NOT NULL,
	`terms` text NOT NULL,
	`officer` text NOT NULL,
	`at` integer NOT NULL
);

--> statement-breakpoint
CREATE TABLE `erasure` (
	`id` text PRIMARY KEY NOT NULL,
	`class` text NOT NULL,
	`version` integer,
	`at` integer NOT NULL,
	`day` integer NOT NULL,
	`tickets` integer NOT NULL,
	`messages` integer NOT NULL,
	`files` integer NOT NULL,
	`others` integer NOT NULL,
	`digest` text NOT NULL,
	`officer` text,
	`reason` text,
	`backups_until` integer NOT NULL
);

--> statement-breakpoint
CREATE INDEX `erasure_day` ON `erasure` (`day`,`class`);
--> statement-breakpoint
ALTER TABLE `ticket` ADD `erased_at` integer;
--> statement-breakpoint
CREATE INDEX `ticket_kept` ON `ticket` (`state`,`received_at`) WHERE erased_at IS NULL;
--> statement-breakpoint
CREATE INDEX `message_contact` ON `message` (`contact`);
--> statement-breakpoint
CREATE INDEX `attachment_at` ON `attachment` (`at`);
