CREATE TABLE `reach_bucket` (
	`ticket` text NOT NULL,
	`bucket` integer NOT NULL,
	`reach` integer NOT NULL,
	`voices` integer NOT NULL,
	PRIMARY KEY(`ticket`, `bucket`)
);

--> statement-breakpoint
CREATE INDEX `reach_bucket_at` ON `reach_bucket` (`bucket`);
--> statement-breakpoint
CREATE TABLE `spread` (
	`id` text PRIMARY KEY NOT NULL,
	`incident` text NOT NULL,
	`ticket` text NOT NULL,
	`num` integer NOT NULL,
	`started_at` integer NOT NULL,
	`peak` integer NOT NULL,
	`calm_since` integer,
	`acknowledged_by` text,
	`acknowledged_at` integer,
	`chief_by` text,
	`chief_at` integer,
	`ended_at` integer,
	`version` integer NOT NULL
);

--> statement-breakpoint
CREATE UNIQUE INDEX `spread_open` ON `spread` (`incident`) WHERE ended_at IS NULL;
--> statement-breakpoint
CREATE INDEX `spread_ticket` ON `spread` (`ticket`,`started_at`);
--> statement-breakpoint
CREATE TABLE `voice_lock` (
	`id` text PRIMARY KEY NOT NULL,
	`incident` text NOT NULL,
	`ticket` text NOT NULL,
	`num` integer NOT NULL,
	`unit` text NOT NULL,
	`position` text NOT NULL,
	`reason` text NOT NULL,
	`set_by` text NOT NULL,
	`set_at` integer NOT NULL,
	`until` integer NOT NULL,
	`ended_at` integer,
	`ended_by` text,
	`version` integer NOT NULL
);

--> statement-breakpoint
CREATE UNIQUE INDEX `voice_lock_open` ON `voice_lock` (`incident`) WHERE ended_at IS NULL;
--> statement-breakpoint
CREATE INDEX `voice_lock_until` ON `voice_lock` (`until`) WHERE ended_at IS NULL;
--> statement-breakpoint
CREATE INDEX `voice_lock_ticket` ON `voice_lock` (`ticket`,`set_at`);
--> statement-breakpoint
CREATE TABLE `statement` (
	`id` text PRIMARY KEY NOT NULL,
	`incident` text NOT NULL,
	`ticket` text NOT NULL,
	`num` integer NOT NULL,
	`texts` text NOT NULL,
	`tickets` text NOT NULL,
	`writer` text NOT NULL,
	`writer_position` text NOT NULL,
	`approver` text NOT NULL,
	`state` text NOT NULL,
	`reason` text,
	`decided_by` text,
	`decided_at` integer,
	`next_word_at` integer NOT NULL,
	`sent_by` text,
	`sent_at` integer,
	`sends` text NOT NULL,
	`created_at` integer NOT NULL,
	`closed_at` integer,
	`version` integer NOT NULL
);

--> statement-breakpoint
CREATE UNIQUE INDEX `statement_open` ON `statement` (`incident`) WHERE closed_at IS NULL;
--> statement-breakpoint
CREATE INDEX `statement_approver` ON `statement` (`approver`,`state`);
--> statement-breakpoint
CREATE INDEX `statement_ticket` ON `statement` (`ticket`,`created_at`);
--> statement-breakpoint
CREATE INDEX `statement_incident` ON `statement` (`incident`,`created_at`);
