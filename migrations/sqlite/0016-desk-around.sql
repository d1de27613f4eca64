CREATE TABLE `media_custodian` (
	`id` text PRIMARY KEY NOT NULL,
	`officer` text NOT NULL,
	`unit` text NOT NULL,
	`since` integer NOT NULL,
	`until` integer,
	`named_by` text NOT NULL,
	`ended_by` text
);

--> statement-breakpoint
CREATE UNIQUE INDEX `media_custodian_named` ON `media_custodian` (`officer`,`unit`) WHERE until IS NULL;
--> statement-breakpoint
CREATE TABLE `quarantine` (
	`sha256` text PRIMARY KEY NOT NULL,
	`state` text NOT NULL,
	`mime` text NOT NULL,
	`size` integer NOT NULL,
	`officer` text,
	`at` integer NOT NULL,
	`due_at` integer,
	`removed_by` text,
	`removed_at` integer,
	`reference` text,
	`version` integer NOT NULL
);

--> statement-breakpoint
CREATE INDEX `quarantine_due` ON `quarantine` (`due_at`) WHERE due_at IS NOT NULL;
--> statement-breakpoint
CREATE TABLE `legal_hold` (
	`id` text PRIMARY KEY NOT NULL,
	`ticket` text NOT NULL,
	`authority` text NOT NULL,
	`number` text NOT NULL,
	`note` text NOT NULL,
	`officer` text NOT NULL,
	`position` text NOT NULL,
	`at` integer NOT NULL,
	`lifted_at` integer,
	`lifted_by` text,
	`lift_reason` text
);

--> statement-breakpoint
CREATE INDEX `legal_hold_ticket` ON `legal_hold` (`ticket`,`at`);
--> statement-breakpoint
CREATE UNIQUE INDEX `legal_hold_open` ON `legal_hold` (`ticket`,`authority`,`number`) WHERE lifted_at IS NULL;
--> statement-breakpoint
CREATE TABLE `evidence` (
	`message` text PRIMARY KEY NOT NULL,
	`ticket` text NOT NULL,
	`external_id` text NOT NULL,
	`version_id` text NOT NULL,
	`direction` text NOT NULL,
	`kind` text NOT NULL,
	`handle` text,
	`name` text,
	`text` text NOT NULL,
	`salt` text NOT NULL,
	`at` integer NOT NULL,
	`received_at` integer NOT NULL,
	`deleted_at` integer NOT NULL,
	`versions` text NOT NULL
);

--> statement-breakpoint
CREATE INDEX `evidence_ticket` ON `evidence` (`ticket`,`at`);
--> statement-breakpoint
CREATE TABLE `evidence_media` (
	`message` text NOT NULL,
	`external_id` text NOT NULL,
	`ticket` text NOT NULL,
	`kind` text NOT NULL,
	`mime` text,
	`size` integer,
	`sha256` text,
	`alt` text,
	`sensitivity` text,
	PRIMARY KEY(`message`, `external_id`)
);

--> statement-breakpoint
CREATE INDEX `evidence_media_ticket` ON `evidence_media` (`ticket`);
--> statement-breakpoint
CREATE INDEX `evidence_media_file` ON `evidence_media` (`sha256`);
--> statement-breakpoint
CREATE TABLE `duty` (
	`id` text PRIMARY KEY NOT NULL,
	`unit` text NOT NULL,
	`position` text NOT NULL,
	`officer` text NOT NULL,
	`kind` text NOT NULL,
	`from_at` integer NOT NULL,
	`until_at` integer NOT NULL,
	`by_officer` text NOT NULL,
	`at` integer NOT NULL,
	`cancelled_at` integer
);

--> statement-breakpoint
CREATE UNIQUE INDEX `duty_same` ON `duty` (`unit`,`officer`,`kind`,`from_at`,`until_at`) WHERE cancelled_at IS NULL;
--> statement-breakpoint
CREATE INDEX `duty_unit` ON `duty` (`unit`,`until_at`);
--> statement-breakpoint
CREATE TABLE `mention` (
	`id` text PRIMARY KEY NOT NULL,
	`ticket` text NOT NULL,
	`num` integer NOT NULL,
	`note` text NOT NULL,
	`officer` text NOT NULL,
	`by_officer` text NOT NULL,
	`at` integer NOT NULL,
	`seen_at` integer
);

--> statement-breakpoint
CREATE UNIQUE INDEX `mention_note` ON `mention` (`note`,`officer`);
--> statement-breakpoint
CREATE INDEX `mention_officer` ON `mention` (`officer`,`at`);
--> statement-breakpoint
CREATE TABLE `commendation` (
	`id` text PRIMARY KEY NOT NULL,
	`ticket` text NOT NULL,
	`num` integer NOT NULL,
	`officer` text NOT NULL,
	`by_officer` text NOT NULL,
	`at` integer NOT NULL,
	`withdrawn_at` integer,
	`seen_at` integer
);

--> statement-breakpoint
CREATE UNIQUE INDEX `commendation_once` ON `commendation` (`ticket`,`officer`) WHERE withdrawn_at IS NULL;
--> statement-breakpoint
CREATE INDEX `commendation_officer` ON `commendation` (`officer`,`at`);
--> statement-breakpoint
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
--> statement-breakpoint
ALTER TABLE `blob` ADD `unused_at` integer;
--> statement-breakpoint
CREATE INDEX `blob_unused` ON `blob` (`unused_at`) WHERE unused_at IS NOT NULL;
--> statement-breakpoint
ALTER TABLE `media` ADD `sha256` text;
--> statement-breakpoint
ALTER TABLE `media` ADD `sensitivity` text;
--> statement-breakpoint
ALTER TABLE `media` ADD `classed_by` text;
--> statement-breakpoint
ALTER TABLE `media` ADD `classed_at` integer;
--> statement-breakpoint
ALTER TABLE `media` ADD `class_version` integer;
--> statement-breakpoint
CREATE INDEX `media_blob` ON `media` (`blob`) WHERE blob IS NOT NULL;
--> statement-breakpoint
ALTER TABLE `ticket` ADD `split_from` text;
--> statement-breakpoint
ALTER TABLE `ticket` ADD `summary` text;
--> statement-breakpoint
ALTER TABLE `ticket` ADD `split_at` integer;
--> statement-breakpoint
CREATE INDEX `ticket_received_at` ON `ticket` (`received_at`);
--> statement-breakpoint
CREATE INDEX `ticket_opened_at` ON `ticket` (`opened_at`) WHERE opened_at IS NOT NULL;
--> statement-breakpoint
CREATE INDEX `ticket_closed_at` ON `ticket` (`closed_at`) WHERE closed_at IS NOT NULL;
--> statement-breakpoint
CREATE INDEX `ticket_split` ON `ticket` (`split_from`) WHERE split_from IS NOT NULL;
--> statement-breakpoint
ALTER TABLE `attachment` ADD `copy_of` text;
--> statement-breakpoint
CREATE INDEX `attachment_blob` ON `attachment` (`blob`);
--> statement-breakpoint
ALTER TABLE `outbox` ADD `text_hash` text;
--> statement-breakpoint
CREATE INDEX `outbox_text_hash` ON `outbox` (`text_hash`);
--> statement-breakpoint
CREATE INDEX `outbox_external` ON `outbox` (`external_id`);
--> statement-breakpoint
CREATE INDEX `outbox_unhashed` ON `outbox` (`id`) WHERE text_hash IS NULL AND state = 'sent' AND kind = 'reply';
