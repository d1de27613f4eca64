CREATE TABLE `situation` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`order_number` text NOT NULL,
	`order_date` integer NOT NULL,
	`from_at` integer NOT NULL,
	`until_at` integer NOT NULL,
	`silence_minutes` integer,
	`flood_limit` integer,
	`answers` text NOT NULL,
	`unit` text NOT NULL,
	`declared_by` text NOT NULL,
	`position` text NOT NULL,
	`at` integer NOT NULL,
	`ended_at` integer,
	`ended_by` text,
	`version` integer NOT NULL
);

--> statement-breakpoint
CREATE UNIQUE INDEX `situation_order` ON `situation` (`unit`,`order_number`,`name`);
--> statement-breakpoint
CREATE INDEX `situation_open` ON `situation` (`until_at`) WHERE ended_at IS NULL;
--> statement-breakpoint
CREATE INDEX `situation_from` ON `situation` (`from_at`);
--> statement-breakpoint
CREATE TABLE `situation_unit` (
	`situation` text NOT NULL,
	`unit` text NOT NULL,
	PRIMARY KEY(`situation`, `unit`)
);

--> statement-breakpoint
CREATE INDEX `situation_unit_unit` ON `situation_unit` (`unit`);
--> statement-breakpoint
CREATE TABLE `situation_silence` (
	`id` text PRIMARY KEY NOT NULL,
	`situation` text NOT NULL,
	`unit` text NOT NULL,
	`since` integer NOT NULL,
	`raised_at` integer NOT NULL,
	`ended_at` integer
);

--> statement-breakpoint
CREATE UNIQUE INDEX `situation_silence_open` ON `situation_silence` (`situation`,`unit`) WHERE ended_at IS NULL;
--> statement-breakpoint
CREATE TABLE `rumour` (
	`id` text PRIMARY KEY NOT NULL,
	`code` text NOT NULL,
	`claim` text NOT NULL,
	`state` text NOT NULL,
	`verdict` text NOT NULL,
	`evidence` text NOT NULL,
	`find` text NOT NULL,
	`unit` text NOT NULL,
	`noted_by` text NOT NULL,
	`noted_at` integer NOT NULL,
	`checked_by` text,
	`checked_at` integer,
	`published_at` integer,
	`updated_at` integer NOT NULL,
	`version` integer NOT NULL
);

--> statement-breakpoint
CREATE UNIQUE INDEX `rumour_code` ON `rumour` (`code`);
--> statement-breakpoint
CREATE INDEX `rumour_unit` ON `rumour` (`unit`,`updated_at`);
--> statement-breakpoint
CREATE INDEX `rumour_published` ON `rumour` (`published_at`,`id`) WHERE published_at IS NOT NULL;
--> statement-breakpoint
CREATE TABLE `rumour_step` (
	`rumour` text NOT NULL,
	`version` integer NOT NULL,
	`act` text NOT NULL,
	`state` text NOT NULL,
	`verdict` text NOT NULL,
	`why` text,
	`officer` text NOT NULL,
	`position` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`rumour`, `version`)
);

--> statement-breakpoint
CREATE TABLE `rumour_ticket` (
	`rumour` text NOT NULL,
	`ticket` text NOT NULL,
	`num` integer NOT NULL,
	`officer` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`rumour`, `ticket`)
);

--> statement-breakpoint
CREATE INDEX `rumour_ticket_ticket` ON `rumour_ticket` (`ticket`);
--> statement-breakpoint
ALTER TABLE `outbox` ADD `text_hash` text;
--> statement-breakpoint
CREATE INDEX `outbox_text_hash` ON `outbox` (`text_hash`);
--> statement-breakpoint
CREATE INDEX `outbox_external` ON `outbox` (`external_id`);
--> statement-breakpoint
CREATE INDEX `outbox_unhashed` ON `outbox` (`id`) WHERE text_hash IS NULL AND state = 'sent' AND kind = 'reply';
