CREATE TABLE `entered_word` (
	`id` text PRIMARY KEY NOT NULL,
	`text` text NOT NULL,
	`fold` text NOT NULL,
	`says` text NOT NULL,
	`label` text,
	`note` text NOT NULL,
	`officer` text NOT NULL,
	`at` integer NOT NULL,
	`version` integer NOT NULL
);

--> statement-breakpoint
CREATE UNIQUE INDEX `entered_word_fold` ON `entered_word` (`fold`);
--> statement-breakpoint
CREATE TABLE `picture_key` (
	`key` integer NOT NULL,
	`blob` text NOT NULL,
	PRIMARY KEY(`key`, `blob`)
);

--> statement-breakpoint
CREATE INDEX `picture_key_blob` ON `picture_key` (`blob`);
--> statement-breakpoint
CREATE TABLE `rollup` (
	`unit` text NOT NULL,
	`bucket` integer NOT NULL,
	`hidden` text NOT NULL,
	`sums` text NOT NULL,
	`parts` text NOT NULL,
	PRIMARY KEY(`unit`, `bucket`, `hidden`)
);

--> statement-breakpoint
CREATE TABLE `rollup_ticket` (
	`num` integer PRIMARY KEY NOT NULL,
	`hidden` text NOT NULL,
	`category` text NOT NULL,
	`channel` text NOT NULL,
	`cells` text NOT NULL
);

--> statement-breakpoint
CREATE TABLE `rollup_state` (
	`name` text PRIMARY KEY NOT NULL,
	`position` integer NOT NULL,
	`num` integer,
	`turn` integer NOT NULL,
	`tree` text NOT NULL
);

--> statement-breakpoint
CREATE TABLE `handle_life` (
	`account` text PRIMARY KEY NOT NULL,
	`mentioned_at` integer,
	`answered_at` integer
);

--> statement-breakpoint
CREATE TABLE `notification` (
	`id` text PRIMARY KEY NOT NULL,
	`dedupe_key` text NOT NULL,
	`ticket` text NOT NULL,
	`reason` text NOT NULL,
	`level` integer NOT NULL,
	`red` integer NOT NULL,
	`version` integer,
	`state` text NOT NULL,
	`not_before` integer NOT NULL,
	`created_at` integer NOT NULL,
	`position` text,
	`message` text,
	`told_at` integer,
	`opened_at` integer,
	`next_at` integer
);

--> statement-breakpoint
CREATE UNIQUE INDEX `notification_dedupe` ON `notification` (`dedupe_key`);
--> statement-breakpoint
CREATE INDEX `notification_waiting` ON `notification` (`not_before`) WHERE state = 'waiting';
--> statement-breakpoint
CREATE INDEX `notification_next` ON `notification` (`next_at`) WHERE next_at IS NOT NULL;
--> statement-breakpoint
CREATE INDEX `notification_ticket` ON `notification` (`ticket`,`created_at`);
--> statement-breakpoint
CREATE INDEX `notification_message` ON `notification` (`message`);
--> statement-breakpoint
CREATE INDEX `notification_position` ON `notification` (`position`,`told_at`);
--> statement-breakpoint
CREATE TABLE `notification_send` (
	`id` text PRIMARY KEY NOT NULL,
	`message` text NOT NULL,
	`position` text NOT NULL,
	`way` text NOT NULL,
	`red` integer NOT NULL,
	`state` text NOT NULL,
	`not_before` integer NOT NULL,
	`attempts` integer NOT NULL,
	`lease_until` integer,
	`external_id` text,
	`error` text,
	`created_at` integer NOT NULL,
	`sent_at` integer,
	`delivered_at` integer,
	`opened_at` integer
);

--> statement-breakpoint
CREATE UNIQUE INDEX `notification_send_way` ON `notification_send` (`message`,`way`);
--> statement-breakpoint
CREATE INDEX `notification_send_due` ON `notification_send` (`way`,`not_before`) WHERE state = 'queued';
--> statement-breakpoint
CREATE INDEX `notification_send_lapsed` ON `notification_send` (`lease_until`) WHERE state = 'sending';
--> statement-breakpoint
CREATE TABLE `position_contact` (
	`position` text PRIMARY KEY NOT NULL,
	`phone` text,
	`mail` text,
	`locale` text NOT NULL,
	`ways` text NOT NULL,
	`quiet_from` integer NOT NULL,
	`quiet_until` integer NOT NULL,
	`version` integer NOT NULL,
	`updated_at` integer NOT NULL
);

--> statement-breakpoint
CREATE TABLE `push_subscription` (
	`id` text PRIMARY KEY NOT NULL,
	`endpoint` text NOT NULL,
	`p256dh` text NOT NULL,
	`auth` text NOT NULL,
	`officer` text NOT NULL,
	`session` text NOT NULL,
	`created_at` integer NOT NULL
);

--> statement-breakpoint
CREATE INDEX `push_subscription_officer` ON `push_subscription` (`officer`);
--> statement-breakpoint
CREATE TABLE `position_link` (
	`id` text PRIMARY KEY NOT NULL,
	`token_hash` text NOT NULL,
	`ticket` text NOT NULL,
	`position` text NOT NULL,
	`send` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer,
	`act` text
);

--> statement-breakpoint
CREATE UNIQUE INDEX `position_link_token` ON `position_link` (`token_hash`);
--> statement-breakpoint
CREATE INDEX `position_link_ticket` ON `position_link` (`ticket`);
--> statement-breakpoint
CREATE TABLE `proposed_report` (
	`id` text PRIMARY KEY NOT NULL,
	`ticket` text NOT NULL,
	`position` text NOT NULL,
	`outcome` text NOT NULL,
	`line` text NOT NULL,
	`attachment` text,
	`at` integer NOT NULL,
	`settled_at` integer,
	`settled_by` text
);

--> statement-breakpoint
CREATE INDEX `proposed_report_ticket` ON `proposed_report` (`ticket`,`at`);
--> statement-breakpoint
CREATE TABLE `situation_change` (
	`situation` text NOT NULL,
	`version` integer NOT NULL,
	`before` text NOT NULL,
	`reason` text NOT NULL,
	`order_number` text,
	`officer` text NOT NULL,
	`position` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`situation`, `version`)
);

--> statement-breakpoint
CREATE TABLE `spread_rule` (
	`version` integer PRIMARY KEY NOT NULL,
	`rule` text NOT NULL,
	`officer` text NOT NULL,
	`at` integer NOT NULL
);

--> statement-breakpoint
ALTER TABLE `channel_account` ADD `keep` text;
--> statement-breakpoint
ALTER TABLE `ticket` ADD `subcategory` text;
--> statement-breakpoint
ALTER TABLE `ticket` ADD `secrecy` text;
--> statement-breakpoint
ALTER TABLE `action_report` ADD `unit` text;
--> statement-breakpoint
ALTER TABLE `action_report` ADD `text_hash` text;
--> statement-breakpoint
ALTER TABLE `action_report` ADD `copied_from` text;
--> statement-breakpoint
CREATE INDEX `action_report_unit` ON `action_report` (`unit`,`at`);
--> statement-breakpoint
CREATE INDEX `action_report_words` ON `action_report` (`unit`,`text_hash`,`at`);
--> statement-breakpoint
ALTER TABLE `attachment` ADD `marks` blob;
--> statement-breakpoint
ALTER TABLE `attachment` ADD `lat` real;
--> statement-breakpoint
ALTER TABLE `attachment` ADD `lon` real;
--> statement-breakpoint
ALTER TABLE `attachment` ADD `taken_at` integer;
--> statement-breakpoint
ALTER TABLE `duty` ADD `situation` text;
--> statement-breakpoint
CREATE UNIQUE INDEX `duty_situation` ON `duty` (`situation`,`unit`,`officer`,`kind`) WHERE cancelled_at IS NULL AND situation IS NOT NULL;
--> statement-breakpoint
ALTER TABLE `situation` ADD `spread` text;
