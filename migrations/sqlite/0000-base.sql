CREATE TABLE `events` (
	`stream` text NOT NULL,
	`seq` integer NOT NULL,
	`position` integer,
	`at` integer NOT NULL,
	`type` text NOT NULL,
	`actor` text NOT NULL,
	`data` text NOT NULL,
	`prev` text NOT NULL,
	`hash` text NOT NULL,
	PRIMARY KEY(`stream`, `seq`)
);

--> statement-breakpoint
CREATE UNIQUE INDEX `events_position` ON `events` (`position`);
--> statement-breakpoint
CREATE TABLE `seal` (
	`number` integer PRIMARY KEY NOT NULL,
	`from_position` integer NOT NULL,
	`to_position` integer NOT NULL,
	`count` integer NOT NULL,
	`digest` text NOT NULL,
	`prev` text NOT NULL,
	`signature` text NOT NULL,
	`at` integer NOT NULL
);

--> statement-breakpoint
CREATE TABLE `job` (
	`id` text PRIMARY KEY NOT NULL,
	`queue` text NOT NULL,
	`data` text NOT NULL,
	`dedupe_key` text,
	`order_key` text,
	`priority` integer NOT NULL,
	`run_at` integer NOT NULL,
	`state` text NOT NULL,
	`attempts` integer NOT NULL,
	`max_attempts` integer NOT NULL,
	`stalls` integer NOT NULL,
	`lease` text,
	`lease_until` integer,
	`last_error` text,
	`created_at` integer NOT NULL
);

--> statement-breakpoint
CREATE UNIQUE INDEX `job_dedupe` ON `job` (`queue`,`dedupe_key`);
--> statement-breakpoint
CREATE INDEX `job_due` ON `job` (`queue`,`state`,`run_at`,`priority`);
--> statement-breakpoint
CREATE INDEX `job_lease` ON `job` (`state`,`lease_until`);
--> statement-breakpoint
CREATE INDEX `job_order` ON `job` (`queue`,`order_key`);
--> statement-breakpoint
CREATE TABLE `schedule` (
	`name` text PRIMARY KEY NOT NULL,
	`every_ms` integer NOT NULL,
	`next_at` integer NOT NULL,
	`last_at` integer
);

--> statement-breakpoint
CREATE TABLE `lease` (
	`name` text PRIMARY KEY NOT NULL,
	`holder` text NOT NULL,
	`fence` integer NOT NULL,
	`until` integer NOT NULL
);

--> statement-breakpoint
CREATE TABLE `idempotency` (
	`actor` text NOT NULL,
	`key` text NOT NULL,
	`request` text NOT NULL,
	`status` integer,
	`answer` text,
	`at` integer NOT NULL,
	PRIMARY KEY(`actor`, `key`)
);

--> statement-breakpoint
CREATE INDEX `idempotency_at` ON `idempotency` (`at`);
--> statement-breakpoint
CREATE TABLE `blob` (
	`hash` text PRIMARY KEY NOT NULL,
	`size` integer NOT NULL,
	`mime` text NOT NULL,
	`created_at` integer NOT NULL
);

--> statement-breakpoint
CREATE TABLE `setting` (
	`name` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);

--> statement-breakpoint
CREATE TABLE `unit` (
	`id` text PRIMARY KEY NOT NULL,
	`type` text NOT NULL,
	`parent` text,
	`code` text,
	`name_en` text NOT NULL,
	`name_hi` text NOT NULL,
	`name_mr` text,
	`lat` real,
	`lon` real,
	`evidence` text NOT NULL,
	`valid_from` integer NOT NULL,
	`valid_to` integer,
	`version` integer NOT NULL
);

--> statement-breakpoint
CREATE UNIQUE INDEX `unit_code` ON `unit` (`code`);
--> statement-breakpoint
CREATE INDEX `unit_parent` ON `unit` (`parent`);
--> statement-breakpoint
CREATE TABLE `unit_edge` (
	`child` text NOT NULL,
	`parent` text NOT NULL,
	`valid_from` integer NOT NULL,
	`valid_to` integer,
	PRIMARY KEY(`child`, `valid_from`)
);

--> statement-breakpoint
CREATE TABLE `unit_alias` (
	`unit` text NOT NULL,
	`alias` text NOT NULL,
	`kind` text NOT NULL,
	`evidence` text NOT NULL,
	PRIMARY KEY(`unit`, `kind`, `alias`)
);

--> statement-breakpoint
CREATE TABLE `position` (
	`id` text PRIMARY KEY NOT NULL,
	`unit` text NOT NULL,
	`rank` text NOT NULL,
	`role` text NOT NULL,
	`title_en` text NOT NULL,
	`title_hi` text NOT NULL,
	`title_mr` text,
	`head` integer NOT NULL,
	`valid_from` integer NOT NULL,
	`valid_to` integer,
	`version` integer NOT NULL
);

--> statement-breakpoint
CREATE INDEX `position_unit` ON `position` (`unit`);
--> statement-breakpoint
CREATE TABLE `posting` (
	`id` text PRIMARY KEY NOT NULL,
	`position` text NOT NULL,
	`officer` text NOT NULL,
	`kind` text NOT NULL,
	`valid_from` integer NOT NULL,
	`valid_to` integer
);

--> statement-breakpoint
CREATE INDEX `posting_position` ON `posting` (`position`);
--> statement-breakpoint
CREATE INDEX `posting_officer` ON `posting` (`officer`);
--> statement-breakpoint
CREATE TABLE `officer` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`email` text NOT NULL,
	`email_verified` integer NOT NULL,
	`image` text,
	`username` text NOT NULL,
	`display_username` text,
	`two_factor_enabled` integer,
	`locale` text,
	`disabled_at` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);

--> statement-breakpoint
CREATE UNIQUE INDEX `officer_username` ON `officer` (`username`);
--> statement-breakpoint
CREATE UNIQUE INDEX `officer_email` ON `officer` (`email`);
--> statement-breakpoint
CREATE TABLE `session` (
	`id` text PRIMARY KEY NOT NULL,
	`token` text NOT NULL,
	`user_id` text NOT NULL,
	`expires_at` integer NOT NULL,
	`ip_address` text,
	`user_agent` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);

--> statement-breakpoint
CREATE UNIQUE INDEX `session_token` ON `session` (`token`);
--> statement-breakpoint
CREATE INDEX `session_user` ON `session` (`user_id`);
--> statement-breakpoint
CREATE TABLE `account` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`provider_id` text NOT NULL,
	`user_id` text NOT NULL,
	`password` text,
	`access_token` text,
	`refresh_token` text,
	`id_token` text,
	`access_token_expires_at` integer,
	`refresh_token_expires_at` integer,
	`scope` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);

--> statement-breakpoint
CREATE INDEX `account_user` ON `account` (`user_id`);
--> statement-breakpoint
CREATE TABLE `verification` (
	`id` text PRIMARY KEY NOT NULL,
	`identifier` text NOT NULL,
	`value` text NOT NULL,
	`expires_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);

--> statement-breakpoint
CREATE INDEX `verification_identifier` ON `verification` (`identifier`);
--> statement-breakpoint
CREATE TABLE `two_factor` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`secret` text NOT NULL,
	`backup_codes` text NOT NULL,
	`verified` integer,
	`failed_verification_count` integer,
	`locked_until` integer
);

--> statement-breakpoint
CREATE INDEX `two_factor_user` ON `two_factor` (`user_id`);
--> statement-breakpoint
CREATE TABLE `sign_in_throttle` (
	`key` text PRIMARY KEY NOT NULL,
	`failures` integer NOT NULL,
	`last_at` integer NOT NULL,
	`locked_until` integer
);

--> statement-breakpoint
CREATE TABLE `api_key` (
	`id` text PRIMARY KEY NOT NULL,
	`hash` text NOT NULL,
	`position` text NOT NULL,
	`label` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`revoked_at` integer
);

--> statement-breakpoint
CREATE UNIQUE INDEX `api_key_hash` ON `api_key` (`hash`);
--> statement-breakpoint
CREATE TABLE `channel_account` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`handle` text NOT NULL,
	`external_id` text,
	`unit` text NOT NULL,
	`credentials` text,
	`settings` text NOT NULL,
	`status` text NOT NULL,
	`opening_policy` text NOT NULL,
	`budget_micro` integer,
	`last_polled_at` integer,
	`last_error` text,
	`created_at` integer NOT NULL,
	`version` integer NOT NULL
);

--> statement-breakpoint
CREATE UNIQUE INDEX `channel_account_handle` ON `channel_account` (`kind`,`handle`);
--> statement-breakpoint
CREATE TABLE `channel_cursor` (
	`account` text NOT NULL,
	`stream` text NOT NULL,
	`since_id` text,
	`round_newest` text,
	`next_token` text,
	`paused_until` integer,
	`gap_at` integer,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`account`, `stream`)
);

--> statement-breakpoint
CREATE TABLE `channel_usage` (
	`account` text NOT NULL,
	`day` text NOT NULL,
	`kind` text NOT NULL,
	`number` integer NOT NULL,
	`cost_micro` integer NOT NULL,
	PRIMARY KEY(`account`, `day`, `kind`)
);

--> statement-breakpoint
CREATE TABLE `envelope` (
	`id` text PRIMARY KEY NOT NULL,
	`account` text NOT NULL,
	`stream` text NOT NULL,
	`driver` text NOT NULL,
	`received_at` integer NOT NULL,
	`body` text NOT NULL,
	`state` text NOT NULL,
	`messages` integer NOT NULL,
	`duplicates` integer NOT NULL,
	`rejections` text
);

--> statement-breakpoint
CREATE INDEX `envelope_state` ON `envelope` (`state`,`received_at`);
--> statement-breakpoint
CREATE TABLE `contact` (
	`id` text PRIMARY KEY NOT NULL,
	`realm` text NOT NULL,
	`external_id` text NOT NULL,
	`handle` text,
	`name` text,
	`created_at` integer NOT NULL
);

--> statement-breakpoint
CREATE UNIQUE INDEX `contact_external` ON `contact` (`realm`,`external_id`);
--> statement-breakpoint
CREATE TABLE `conversation` (
	`id` text PRIMARY KEY NOT NULL,
	`realm` text NOT NULL,
	`external_id` text NOT NULL,
	`created_at` integer NOT NULL
);

--> statement-breakpoint
CREATE UNIQUE INDEX `conversation_external` ON `conversation` (`realm`,`external_id`);
--> statement-breakpoint
CREATE TABLE `message` (
	`id` text PRIMARY KEY NOT NULL,
	`realm` text NOT NULL,
	`external_id` text NOT NULL,
	`version_id` text NOT NULL,
	`account` text NOT NULL,
	`envelope` text,
	`direction` text NOT NULL,
	`kind` text NOT NULL,
	`voice` text NOT NULL,
	`contact` text,
	`conversation` text,
	`ticket` text,
	`text` text NOT NULL,
	`salt` text NOT NULL,
	`language` text,
	`at` integer NOT NULL,
	`received_at` integer NOT NULL,
	`in_reply_to` text,
	`quotes` text,
	`retweet_of` text,
	`tagged` text NOT NULL,
	`media` text NOT NULL,
	`lat` real,
	`lon` real,
	`copy_key` text,
	`reach` integer NOT NULL,
	`state` text NOT NULL,
	`deleted_at` integer
);

--> statement-breakpoint
CREATE UNIQUE INDEX `message_external` ON `message` (`realm`,`external_id`);
--> statement-breakpoint
CREATE INDEX `message_state` ON `message` (`state`,`received_at`,`id`);
--> statement-breakpoint
CREATE INDEX `message_ticket` ON `message` (`ticket`,`at`);
--> statement-breakpoint
CREATE INDEX `message_conversation` ON `message` (`conversation`);
--> statement-breakpoint
CREATE INDEX `message_copy` ON `message` (`copy_key`);
--> statement-breakpoint
CREATE TABLE `message_version` (
	`message` text NOT NULL,
	`version_id` text NOT NULL,
	`text` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`message`, `version_id`)
);

--> statement-breakpoint
CREATE TABLE `media` (
	`message` text NOT NULL,
	`external_id` text NOT NULL,
	`kind` text NOT NULL,
	`state` text NOT NULL,
	`url` text,
	`blob` text,
	`mime` text,
	`size` integer,
	`alt` text,
	`attempts` integer NOT NULL,
	PRIMARY KEY(`message`, `external_id`)
);

--> statement-breakpoint
CREATE INDEX `media_state` ON `media` (`state`);
--> statement-breakpoint
CREATE TABLE `prediction` (
	`message` text PRIMARY KEY NOT NULL,
	`answer` text NOT NULL,
	`reason` text,
	`score` real NOT NULL,
	`category` text,
	`category_score` real NOT NULL,
	`urgency` text NOT NULL,
	`district` text,
	`station` text,
	`place_score` real NOT NULL,
	`unit` text,
	`route_why` text NOT NULL,
	`detail` text NOT NULL,
	`model_version` text NOT NULL,
	`at` integer NOT NULL
);

--> statement-breakpoint
CREATE TABLE `incident` (
	`id` text PRIMARY KEY NOT NULL,
	`first_ticket` text NOT NULL,
	`created_at` integer NOT NULL
);

--> statement-breakpoint
CREATE TABLE `match_join` (
	`message` text PRIMARY KEY NOT NULL,
	`ticket` text NOT NULL,
	`kind` text NOT NULL,
	`score` real NOT NULL,
	`like_message` text,
	`at` integer NOT NULL
);

--> statement-breakpoint
CREATE INDEX `match_join_ticket` ON `match_join` (`ticket`);
--> statement-breakpoint
CREATE TABLE `ticket` (
	`id` text PRIMARY KEY NOT NULL,
	`num` integer NOT NULL,
	`docket` text,
	`state` text NOT NULL,
	`reason` text,
	`outcome` text,
	`category` text,
	`urgency` text NOT NULL,
	`language` text NOT NULL,
	`channel` text NOT NULL,
	`account` text NOT NULL,
	`desk` text NOT NULL,
	`owner` text,
	`second` text,
	`district` text,
	`station` text,
	`lat` real,
	`lon` real,
	`suggested` text,
	`about_police` text NOT NULL,
	`accused_unit` text,
	`protected` integer NOT NULL,
	`reporter` text,
	`conversation` text,
	`incident` text,
	`headline` text NOT NULL,
	`voices` integer NOT NULL,
	`reach` integer NOT NULL,
	`wrote_again_at` integer,
	`at` integer NOT NULL,
	`received_at` integer NOT NULL,
	`opened_at` integer,
	`in_process_at` integer,
	`closed_at` integer,
	`verified_at` integer,
	`due_at` integer,
	`code_hash` text,
	`code_tries` integer NOT NULL,
	`version` integer NOT NULL,
	`updated_at` integer NOT NULL
);

--> statement-breakpoint
CREATE UNIQUE INDEX `ticket_num` ON `ticket` (`num`);
--> statement-breakpoint
CREATE UNIQUE INDEX `ticket_docket` ON `ticket` (`docket`);
--> statement-breakpoint
CREATE INDEX `ticket_conversation` ON `ticket` (`conversation`);
--> statement-breakpoint
CREATE INDEX `ticket_reporter` ON `ticket` (`reporter`,`num`);
--> statement-breakpoint
CREATE TABLE `ticket_access` (
	`unit` text NOT NULL,
	`state` text NOT NULL,
	`num` integer NOT NULL,
	PRIMARY KEY(`unit`, `state`, `num`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `ticket_access_num` ON `ticket_access` (`num`);
--> statement-breakpoint
CREATE TABLE `ticket_conflict` (
	`num` integer NOT NULL,
	`officer` text NOT NULL,
	PRIMARY KEY(`officer`, `num`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `docket_counter` (
	`code` text NOT NULL,
	`day` text NOT NULL,
	`last` integer NOT NULL,
	PRIMARY KEY(`code`, `day`)
);

--> statement-breakpoint
CREATE TABLE `clock` (
	`ticket` text NOT NULL,
	`kind` text NOT NULL,
	`started_at` integer NOT NULL,
	`due_at` integer NOT NULL,
	`stopped_at` integer,
	`breached_at` integer,
	PRIMARY KEY(`ticket`, `kind`, `started_at`)
);

--> statement-breakpoint
CREATE INDEX `clock_due` ON `clock` (`stopped_at`,`breached_at`,`due_at`);
--> statement-breakpoint
CREATE TABLE `action_report` (
	`id` text PRIMARY KEY NOT NULL,
	`ticket` text NOT NULL,
	`outcome` text NOT NULL,
	`details` text NOT NULL,
	`internal_text` text NOT NULL,
	`public_answer` text NOT NULL,
	`officer` text NOT NULL,
	`position` text NOT NULL,
	`at` integer NOT NULL,
	`withdrawn_at` integer
);

--> statement-breakpoint
CREATE INDEX `action_report_ticket` ON `action_report` (`ticket`,`at`);
--> statement-breakpoint
CREATE TABLE `attachment` (
	`id` text PRIMARY KEY NOT NULL,
	`ticket` text NOT NULL,
	`report` text,
	`blob` text NOT NULL,
	`name` text NOT NULL,
	`mime` text NOT NULL,
	`size` integer NOT NULL,
	`officer` text NOT NULL,
	`at` integer NOT NULL
);

--> statement-breakpoint
CREATE INDEX `attachment_ticket` ON `attachment` (`ticket`);
--> statement-breakpoint
CREATE TABLE `ownership_proof` (
	`id` text PRIMARY KEY NOT NULL,
	`ticket` text NOT NULL,
	`word` text NOT NULL,
	`token_hash` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`proved_at` integer
);

--> statement-breakpoint
CREATE UNIQUE INDEX `ownership_proof_token` ON `ownership_proof` (`token_hash`);
--> statement-breakpoint
CREATE INDEX `ownership_proof_ticket` ON `ownership_proof` (`ticket`);
--> statement-breakpoint
CREATE TABLE `ticket_note` (
	`id` text PRIMARY KEY NOT NULL,
	`ticket` text NOT NULL,
	`text` text NOT NULL,
	`officer` text NOT NULL,
	`at` integer NOT NULL
);

--> statement-breakpoint
CREATE INDEX `ticket_note_ticket` ON `ticket_note` (`ticket`,`at`);
--> statement-breakpoint
CREATE TABLE `outbox` (
	`id` text PRIMARY KEY NOT NULL,
	`dedupe_key` text NOT NULL,
	`account` text NOT NULL,
	`ticket` text NOT NULL,
	`purpose` text NOT NULL,
	`kind` text NOT NULL,
	`in_reply_to` text,
	`to_contact` text,
	`text` text NOT NULL,
	`state` text NOT NULL,
	`not_before` integer NOT NULL,
	`attempts` integer NOT NULL,
	`lease_until` integer,
	`first_tried_at` integer,
	`sent_at` integer,
	`external_id` text,
	`error` text,
	`officer` text,
	`created_at` integer NOT NULL
);

--> statement-breakpoint
CREATE UNIQUE INDEX `outbox_dedupe` ON `outbox` (`dedupe_key`);
--> statement-breakpoint
CREATE INDEX `outbox_state` ON `outbox` (`state`,`not_before`);
--> statement-breakpoint
CREATE INDEX `outbox_ticket` ON `outbox` (`ticket`,`created_at`);
