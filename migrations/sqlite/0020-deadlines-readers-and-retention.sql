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
CREATE TABLE `pause` (
	`id` text PRIMARY KEY NOT NULL,
	`ticket` text NOT NULL,
	`reason` text NOT NULL,
	`started_at` integer NOT NULL,
	`until_at` integer NOT NULL,
	`ended_at` integer,
	`ending` text,
	`clocks` text NOT NULL,
	`officer` text NOT NULL,
	`position` text NOT NULL
);

--> statement-breakpoint
CREATE UNIQUE INDEX `pause_open` ON `pause` (`ticket`) WHERE ended_at IS NULL;
--> statement-breakpoint
CREATE INDEX `pause_until` ON `pause` (`until_at`) WHERE ended_at IS NULL;
--> statement-breakpoint
CREATE INDEX `pause_ticket` ON `pause` (`ticket`,`started_at`);
--> statement-breakpoint
CREATE TABLE `offer` (
	`id` text PRIMARY KEY NOT NULL,
	`ticket` text NOT NULL,
	`num` integer NOT NULL,
	`from_unit` text NOT NULL,
	`to_unit` text NOT NULL,
	`started_at` integer NOT NULL,
	`ended_at` integer,
	`ending` text,
	`note` text NOT NULL,
	`officer` text NOT NULL,
	`position` text NOT NULL,
	`ended_by` text
);

--> statement-breakpoint
CREATE UNIQUE INDEX `offer_open` ON `offer` (`ticket`) WHERE ended_at IS NULL;
--> statement-breakpoint
CREATE INDEX `offer_to` ON `offer` (`to_unit`,`started_at`) WHERE ended_at IS NULL;
--> statement-breakpoint
CREATE INDEX `offer_ticket` ON `offer` (`ticket`,`started_at`);
--> statement-breakpoint
CREATE TABLE `closing_proposal` (
	`id` text PRIMARY KEY NOT NULL,
	`ticket` text NOT NULL,
	`num` integer NOT NULL,
	`outcome` text NOT NULL,
	`details` text NOT NULL,
	`internal_text` text NOT NULL,
	`public_answer` text NOT NULL,
	`accept` text NOT NULL,
	`attachments` text NOT NULL,
	`copied_from` text,
	`officer` text NOT NULL,
	`position` text NOT NULL,
	`unit` text NOT NULL,
	`started_at` integer NOT NULL,
	`ended_at` integer,
	`ending` text,
	`ended_by` text
);

--> statement-breakpoint
CREATE UNIQUE INDEX `closing_proposal_open` ON `closing_proposal` (`ticket`) WHERE ended_at IS NULL;
--> statement-breakpoint
CREATE INDEX `closing_proposal_waiting` ON `closing_proposal` (`started_at`) WHERE ended_at IS NULL;
--> statement-breakpoint
CREATE INDEX `closing_proposal_ticket` ON `closing_proposal` (`ticket`,`started_at`);
--> statement-breakpoint
CREATE TABLE `deadline_book` (
	`version` integer PRIMARY KEY NOT NULL,
	`terms` text NOT NULL,
	`valid_from` integer NOT NULL,
	`officer` text NOT NULL,
	`at` integer NOT NULL
);

--> statement-breakpoint
CREATE INDEX `deadline_book_from` ON `deadline_book` (`valid_from`,`version`);
--> statement-breakpoint
CREATE TABLE `calendar` (
	`unit` text PRIMARY KEY NOT NULL,
	`week` text,
	`holidays` text NOT NULL,
	`officer` text NOT NULL,
	`at` integer NOT NULL,
	`version` integer NOT NULL
);

--> statement-breakpoint
CREATE TABLE `feedback_call` (
	`id` text PRIMARY KEY NOT NULL,
	`ticket` text NOT NULL,
	`num` integer NOT NULL,
	`closed_at` integer NOT NULL,
	`circle` text NOT NULL,
	`protected` integer NOT NULL,
	`closer` text NOT NULL,
	`tries` integer NOT NULL,
	`next_at` integer NOT NULL,
	`caller` text,
	`caller_until` integer,
	`ended_at` integer,
	`result` text,
	`officer` text,
	`position` text,
	`version` integer NOT NULL
);

--> statement-breakpoint
CREATE UNIQUE INDEX `feedback_call_closing` ON `feedback_call` (`ticket`,`closed_at`);
--> statement-breakpoint
CREATE INDEX `feedback_call_next` ON `feedback_call` (`next_at`) WHERE ended_at IS NULL;
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
DROP INDEX `notification_waiting`;
--> statement-breakpoint
CREATE INDEX `notification_waiting` ON `notification` (`red`,`not_before`) WHERE state = 'waiting';
--> statement-breakpoint
DROP INDEX `notification_send_due`;
--> statement-breakpoint
CREATE INDEX `notification_send_due` ON `notification_send` (`way`,`red`,`not_before`) WHERE state = 'queued';
--> statement-breakpoint
ALTER TABLE `ticket` ADD `offered` text;
--> statement-breakpoint
ALTER TABLE `ticket` ADD `erased_at` integer;
--> statement-breakpoint
CREATE INDEX `ticket_kept` ON `ticket` (`state`,`received_at`) WHERE erased_at IS NULL;
--> statement-breakpoint
ALTER TABLE `action_report` ADD `approved_by` text;
--> statement-breakpoint
CREATE INDEX `message_contact` ON `message` (`contact`);
--> statement-breakpoint
CREATE INDEX `attachment_at` ON `attachment` (`at`);
