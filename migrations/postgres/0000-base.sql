CREATE TABLE "events" (
	"stream" text NOT NULL,
	"seq" integer NOT NULL,
	"position" bigint,
	"at" bigint NOT NULL,
	"type" text NOT NULL,
	"actor" text NOT NULL,
	"data" text NOT NULL,
	"prev" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "events_stream_seq_pk" PRIMARY KEY("stream","seq")
);

--> statement-breakpoint
CREATE TABLE "seal" (
	"number" integer PRIMARY KEY NOT NULL,
	"from_position" bigint NOT NULL,
	"to_position" bigint NOT NULL,
	"count" integer NOT NULL,
	"digest" text NOT NULL,
	"prev" text NOT NULL,
	"signature" text NOT NULL,
	"at" bigint NOT NULL
);

--> statement-breakpoint
CREATE TABLE "job" (
	"id" text PRIMARY KEY NOT NULL,
	"queue" text NOT NULL,
	"data" jsonb NOT NULL,
	"dedupe_key" text,
	"order_key" text,
	"priority" integer NOT NULL,
	"run_at" bigint NOT NULL,
	"state" text NOT NULL,
	"attempts" integer NOT NULL,
	"max_attempts" integer NOT NULL,
	"stalls" integer NOT NULL,
	"lease" text,
	"lease_until" bigint,
	"last_error" text,
	"created_at" bigint NOT NULL
);

--> statement-breakpoint
CREATE TABLE "schedule" (
	"name" text PRIMARY KEY NOT NULL,
	"every_ms" bigint NOT NULL,
	"next_at" bigint NOT NULL,
	"last_at" bigint
);

--> statement-breakpoint
CREATE TABLE "lease" (
	"name" text PRIMARY KEY NOT NULL,
	"holder" text NOT NULL,
	"fence" bigint NOT NULL,
	"until" bigint NOT NULL
);

--> statement-breakpoint
CREATE TABLE "idempotency" (
	"actor" text NOT NULL,
	"key" text NOT NULL,
	"request" text NOT NULL,
	"status" integer,
	"answer" text,
	"at" bigint NOT NULL,
	CONSTRAINT "idempotency_actor_key_pk" PRIMARY KEY("actor","key")
);

--> statement-breakpoint
CREATE TABLE "blob" (
	"hash" text PRIMARY KEY NOT NULL,
	"size" integer NOT NULL,
	"mime" text NOT NULL,
	"created_at" bigint NOT NULL
);

--> statement-breakpoint
CREATE TABLE "setting" (
	"name" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL
);

--> statement-breakpoint
CREATE TABLE "unit" (
	"id" text PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"parent" text,
	"code" text,
	"name_en" text NOT NULL,
	"name_hi" text NOT NULL,
	"name_mr" text,
	"lat" double precision,
	"lon" double precision,
	"evidence" text NOT NULL,
	"valid_from" bigint NOT NULL,
	"valid_to" bigint,
	"version" integer NOT NULL
);

--> statement-breakpoint
CREATE TABLE "unit_edge" (
	"child" text NOT NULL,
	"parent" text NOT NULL,
	"valid_from" bigint NOT NULL,
	"valid_to" bigint,
	CONSTRAINT "unit_edge_child_valid_from_pk" PRIMARY KEY("child","valid_from")
);

--> statement-breakpoint
CREATE TABLE "unit_alias" (
	"unit" text NOT NULL,
	"alias" text NOT NULL,
	"kind" text NOT NULL,
	"evidence" text NOT NULL,
	CONSTRAINT "unit_alias_unit_kind_alias_pk" PRIMARY KEY("unit","kind","alias")
);

--> statement-breakpoint
CREATE TABLE "position" (
	"id" text PRIMARY KEY NOT NULL,
	"unit" text NOT NULL,
	"rank" text NOT NULL,
	"role" text NOT NULL,
	"title_en" text NOT NULL,
	"title_hi" text NOT NULL,
	"title_mr" text,
	"head" boolean NOT NULL,
	"valid_from" bigint NOT NULL,
	"valid_to" bigint,
	"version" integer NOT NULL
);

--> statement-breakpoint
CREATE TABLE "posting" (
	"id" text PRIMARY KEY NOT NULL,
	"position" text NOT NULL,
	"officer" text NOT NULL,
	"kind" text NOT NULL,
	"valid_from" bigint NOT NULL,
	"valid_to" bigint
);

--> statement-breakpoint
CREATE TABLE "officer" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean NOT NULL,
	"image" text,
	"username" text NOT NULL,
	"display_username" text,
	"two_factor_enabled" boolean,
	"locale" text,
	"disabled_at" bigint,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL
);

--> statement-breakpoint
CREATE TABLE "session" (
	"id" text PRIMARY KEY NOT NULL,
	"token" text NOT NULL,
	"user_id" text NOT NULL,
	"expires_at" bigint NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL
);

--> statement-breakpoint
CREATE TABLE "account" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"user_id" text NOT NULL,
	"password" text,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" bigint,
	"refresh_token_expires_at" bigint,
	"scope" text,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL
);

--> statement-breakpoint
CREATE TABLE "verification" (
	"id" text PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" bigint NOT NULL,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL
);

--> statement-breakpoint
CREATE TABLE "two_factor" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"secret" text NOT NULL,
	"backup_codes" text NOT NULL,
	"verified" boolean,
	"failed_verification_count" integer,
	"locked_until" bigint
);

--> statement-breakpoint
CREATE TABLE "sign_in_throttle" (
	"key" text PRIMARY KEY NOT NULL,
	"failures" integer NOT NULL,
	"last_at" bigint NOT NULL,
	"locked_until" bigint
);

--> statement-breakpoint
CREATE TABLE "api_key" (
	"id" text PRIMARY KEY NOT NULL,
	"hash" text NOT NULL,
	"position" text NOT NULL,
	"label" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" bigint NOT NULL,
	"revoked_at" bigint
);

--> statement-breakpoint
CREATE TABLE "channel_account" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"handle" text NOT NULL,
	"external_id" text,
	"unit" text NOT NULL,
	"credentials" text,
	"settings" jsonb NOT NULL,
	"status" text NOT NULL,
	"opening_policy" text NOT NULL,
	"budget_micro" bigint,
	"last_polled_at" bigint,
	"last_error" text,
	"created_at" bigint NOT NULL,
	"version" integer NOT NULL
);

--> statement-breakpoint
CREATE TABLE "channel_cursor" (
	"account" text NOT NULL,
	"stream" text NOT NULL,
	"since_id" text,
	"round_newest" text,
	"next_token" text,
	"paused_until" bigint,
	"gap_at" bigint,
	"updated_at" bigint NOT NULL,
	CONSTRAINT "channel_cursor_account_stream_pk" PRIMARY KEY("account","stream")
);

--> statement-breakpoint
CREATE TABLE "channel_usage" (
	"account" text NOT NULL,
	"day" text NOT NULL,
	"kind" text NOT NULL,
	"number" integer NOT NULL,
	"cost_micro" bigint NOT NULL,
	CONSTRAINT "channel_usage_account_day_kind_pk" PRIMARY KEY("account","day","kind")
);

--> statement-breakpoint
CREATE TABLE "envelope" (
	"id" text PRIMARY KEY NOT NULL,
	"account" text NOT NULL,
	"stream" text NOT NULL,
	"driver" text NOT NULL,
	"received_at" bigint NOT NULL,
	"body" text NOT NULL,
	"state" text NOT NULL,
	"messages" integer NOT NULL,
	"duplicates" integer NOT NULL,
	"rejections" jsonb
);

--> statement-breakpoint
CREATE TABLE "contact" (
	"id" text PRIMARY KEY NOT NULL,
	"realm" text NOT NULL,
	"external_id" text NOT NULL,
	"handle" text,
	"name" text,
	"created_at" bigint NOT NULL
);

--> statement-breakpoint
CREATE TABLE "conversation" (
	"id" text PRIMARY KEY NOT NULL,
	"realm" text NOT NULL,
	"external_id" text NOT NULL,
	"created_at" bigint NOT NULL
);

--> statement-breakpoint
CREATE TABLE "message" (
	"id" text PRIMARY KEY NOT NULL,
	"realm" text NOT NULL,
	"external_id" text NOT NULL,
	"version_id" text NOT NULL,
	"account" text NOT NULL,
	"envelope" text,
	"direction" text NOT NULL,
	"kind" text NOT NULL,
	"voice" text NOT NULL,
	"contact" text,
	"conversation" text,
	"ticket" text,
	"text" text NOT NULL,
	"salt" text NOT NULL,
	"language" text,
	"at" bigint NOT NULL,
	"received_at" bigint NOT NULL,
	"in_reply_to" text,
	"quotes" text,
	"retweet_of" text,
	"tagged" jsonb NOT NULL,
	"media" jsonb NOT NULL,
	"lat" double precision,
	"lon" double precision,
	"copy_key" text,
	"reach" integer NOT NULL,
	"state" text NOT NULL,
	"deleted_at" bigint
);

--> statement-breakpoint
CREATE TABLE "message_version" (
	"message" text NOT NULL,
	"version_id" text NOT NULL,
	"text" text NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "message_version_message_version_id_pk" PRIMARY KEY("message","version_id")
);

--> statement-breakpoint
CREATE TABLE "media" (
	"message" text NOT NULL,
	"external_id" text NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"url" text,
	"blob" text,
	"mime" text,
	"size" integer,
	"alt" text,
	"attempts" integer NOT NULL,
	CONSTRAINT "media_message_external_id_pk" PRIMARY KEY("message","external_id")
);

--> statement-breakpoint
CREATE TABLE "prediction" (
	"message" text PRIMARY KEY NOT NULL,
	"answer" text NOT NULL,
	"reason" text,
	"score" double precision NOT NULL,
	"category" text,
	"category_score" double precision NOT NULL,
	"urgency" text NOT NULL,
	"district" text,
	"station" text,
	"place_score" double precision NOT NULL,
	"unit" text,
	"route_why" text NOT NULL,
	"detail" jsonb NOT NULL,
	"model_version" text NOT NULL,
	"at" bigint NOT NULL
);

--> statement-breakpoint
CREATE TABLE "incident" (
	"id" text PRIMARY KEY NOT NULL,
	"first_ticket" text NOT NULL,
	"created_at" bigint NOT NULL
);

--> statement-breakpoint
CREATE TABLE "match_join" (
	"message" text PRIMARY KEY NOT NULL,
	"ticket" text NOT NULL,
	"kind" text NOT NULL,
	"score" double precision NOT NULL,
	"like_message" text,
	"at" bigint NOT NULL
);

--> statement-breakpoint
CREATE TABLE "ticket" (
	"id" text PRIMARY KEY NOT NULL,
	"num" bigint NOT NULL,
	"docket" text,
	"state" text NOT NULL,
	"reason" text,
	"outcome" text,
	"category" text,
	"urgency" text NOT NULL,
	"language" text NOT NULL,
	"channel" text NOT NULL,
	"account" text NOT NULL,
	"desk" text NOT NULL,
	"owner" text,
	"second" text,
	"district" text,
	"station" text,
	"lat" double precision,
	"lon" double precision,
	"suggested" text,
	"about_police" text NOT NULL,
	"accused_unit" text,
	"protected" boolean NOT NULL,
	"reporter" text,
	"conversation" text,
	"incident" text,
	"headline" text NOT NULL,
	"voices" integer NOT NULL,
	"reach" integer NOT NULL,
	"wrote_again_at" bigint,
	"at" bigint NOT NULL,
	"received_at" bigint NOT NULL,
	"opened_at" bigint,
	"in_process_at" bigint,
	"closed_at" bigint,
	"verified_at" bigint,
	"due_at" bigint,
	"code_hash" text,
	"code_tries" integer NOT NULL,
	"version" integer NOT NULL,
	"updated_at" bigint NOT NULL
);

--> statement-breakpoint
CREATE TABLE "ticket_access" (
	"unit" text NOT NULL,
	"state" text NOT NULL,
	"num" bigint NOT NULL,
	CONSTRAINT "ticket_access_unit_state_num_pk" PRIMARY KEY("unit","state","num")
);

--> statement-breakpoint
CREATE TABLE "ticket_conflict" (
	"num" bigint NOT NULL,
	"officer" text NOT NULL,
	CONSTRAINT "ticket_conflict_officer_num_pk" PRIMARY KEY("officer","num")
);

--> statement-breakpoint
CREATE TABLE "docket_counter" (
	"code" text NOT NULL,
	"day" text NOT NULL,
	"last" integer NOT NULL,
	CONSTRAINT "docket_counter_code_day_pk" PRIMARY KEY("code","day")
);

--> statement-breakpoint
CREATE TABLE "clock" (
	"ticket" text NOT NULL,
	"kind" text NOT NULL,
	"started_at" bigint NOT NULL,
	"due_at" bigint NOT NULL,
	"stopped_at" bigint,
	"breached_at" bigint,
	CONSTRAINT "clock_ticket_kind_started_at_pk" PRIMARY KEY("ticket","kind","started_at")
);

--> statement-breakpoint
CREATE TABLE "action_report" (
	"id" text PRIMARY KEY NOT NULL,
	"ticket" text NOT NULL,
	"outcome" text NOT NULL,
	"details" jsonb NOT NULL,
	"internal_text" text NOT NULL,
	"public_answer" text NOT NULL,
	"officer" text NOT NULL,
	"position" text NOT NULL,
	"at" bigint NOT NULL,
	"withdrawn_at" bigint
);

--> statement-breakpoint
CREATE TABLE "attachment" (
	"id" text PRIMARY KEY NOT NULL,
	"ticket" text NOT NULL,
	"report" text,
	"blob" text NOT NULL,
	"name" text NOT NULL,
	"mime" text NOT NULL,
	"size" integer NOT NULL,
	"officer" text NOT NULL,
	"at" bigint NOT NULL
);

--> statement-breakpoint
CREATE TABLE "ownership_proof" (
	"id" text PRIMARY KEY NOT NULL,
	"ticket" text NOT NULL,
	"word" text NOT NULL,
	"token_hash" text NOT NULL,
	"created_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL,
	"proved_at" bigint
);

--> statement-breakpoint
CREATE TABLE "ticket_note" (
	"id" text PRIMARY KEY NOT NULL,
	"ticket" text NOT NULL,
	"text" text NOT NULL,
	"officer" text NOT NULL,
	"at" bigint NOT NULL
);

--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" text PRIMARY KEY NOT NULL,
	"dedupe_key" text NOT NULL,
	"account" text NOT NULL,
	"ticket" text NOT NULL,
	"purpose" text NOT NULL,
	"kind" text NOT NULL,
	"in_reply_to" text,
	"to_contact" text,
	"text" text NOT NULL,
	"state" text NOT NULL,
	"not_before" bigint NOT NULL,
	"attempts" integer NOT NULL,
	"lease_until" bigint,
	"first_tried_at" bigint,
	"sent_at" bigint,
	"external_id" text,
	"error" text,
	"officer" text,
	"created_at" bigint NOT NULL
);

--> statement-breakpoint
CREATE UNIQUE INDEX "events_position" ON "events" USING btree ("position");
--> statement-breakpoint
CREATE UNIQUE INDEX "job_dedupe" ON "job" USING btree ("queue","dedupe_key");
--> statement-breakpoint
CREATE INDEX "job_due" ON "job" USING btree ("queue","state","run_at","priority");
--> statement-breakpoint
CREATE INDEX "job_lease" ON "job" USING btree ("state","lease_until");
--> statement-breakpoint
CREATE INDEX "job_order" ON "job" USING btree ("queue","order_key");
--> statement-breakpoint
CREATE INDEX "idempotency_at" ON "idempotency" USING btree ("at");
--> statement-breakpoint
CREATE UNIQUE INDEX "unit_code" ON "unit" USING btree ("code");
--> statement-breakpoint
CREATE INDEX "unit_parent" ON "unit" USING btree ("parent");
--> statement-breakpoint
CREATE INDEX "position_unit" ON "position" USING btree ("unit");
--> statement-breakpoint
CREATE INDEX "posting_position" ON "posting" USING btree ("position");
--> statement-breakpoint
CREATE INDEX "posting_officer" ON "posting" USING btree ("officer");
--> statement-breakpoint
CREATE UNIQUE INDEX "officer_username" ON "officer" USING btree ("username");
--> statement-breakpoint
CREATE UNIQUE INDEX "officer_email" ON "officer" USING btree ("email");
--> statement-breakpoint
CREATE UNIQUE INDEX "session_token" ON "session" USING btree ("token");
--> statement-breakpoint
CREATE INDEX "session_user" ON "session" USING btree ("user_id");
--> statement-breakpoint
CREATE INDEX "account_user" ON "account" USING btree ("user_id");
--> statement-breakpoint
CREATE INDEX "verification_identifier" ON "verification" USING btree ("identifier");
--> statement-breakpoint
CREATE INDEX "two_factor_user" ON "two_factor" USING btree ("user_id");
--> statement-breakpoint
CREATE UNIQUE INDEX "api_key_hash" ON "api_key" USING btree ("hash");
--> statement-breakpoint
CREATE UNIQUE INDEX "channel_account_handle" ON "channel_account" USING btree ("kind","handle");
--> statement-breakpoint
CREATE INDEX "envelope_state" ON "envelope" USING btree ("state","received_at");
--> statement-breakpoint
CREATE UNIQUE INDEX "contact_external" ON "contact" USING btree ("realm","external_id");
--> statement-breakpoint
CREATE UNIQUE INDEX "conversation_external" ON "conversation" USING btree ("realm","external_id");
--> statement-breakpoint
CREATE UNIQUE INDEX "message_external" ON "message" USING btree ("realm","external_id");
--> statement-breakpoint
CREATE INDEX "message_state" ON "message" USING btree ("state","received_at","id");
--> statement-breakpoint
CREATE INDEX "message_ticket" ON "message" USING btree ("ticket","at");
--> statement-breakpoint
CREATE INDEX "message_conversation" ON "message" USING btree ("conversation");
--> statement-breakpoint
CREATE INDEX "message_copy" ON "message" USING btree ("copy_key");
--> statement-breakpoint
CREATE INDEX "media_state" ON "media" USING btree ("state");
--> statement-breakpoint
CREATE INDEX "match_join_ticket" ON "match_join" USING btree ("ticket");
--> statement-breakpoint
CREATE UNIQUE INDEX "ticket_num" ON "ticket" USING btree ("num");
--> statement-breakpoint
CREATE UNIQUE INDEX "ticket_docket" ON "ticket" USING btree ("docket");
--> statement-breakpoint
CREATE INDEX "ticket_conversation" ON "ticket" USING btree ("conversation");
--> statement-breakpoint
CREATE INDEX "ticket_reporter" ON "ticket" USING btree ("reporter","num");
--> statement-breakpoint
CREATE INDEX "ticket_access_num" ON "ticket_access" USING btree ("num");
--> statement-breakpoint
CREATE INDEX "clock_due" ON "clock" USING btree ("stopped_at","breached_at","due_at");
--> statement-breakpoint
CREATE INDEX "action_report_ticket" ON "action_report" USING btree ("ticket","at");
--> statement-breakpoint
CREATE INDEX "attachment_ticket" ON "attachment" USING btree ("ticket");
--> statement-breakpoint
CREATE UNIQUE INDEX "ownership_proof_token" ON "ownership_proof" USING btree ("token_hash");
--> statement-breakpoint
CREATE INDEX "ownership_proof_ticket" ON "ownership_proof" USING btree ("ticket");
--> statement-breakpoint
CREATE INDEX "ticket_note_ticket" ON "ticket_note" USING btree ("ticket","at");
--> statement-breakpoint
CREATE UNIQUE INDEX "outbox_dedupe" ON "outbox" USING btree ("dedupe_key");
--> statement-breakpoint
CREATE INDEX "outbox_state" ON "outbox" USING btree ("state","not_before");
--> statement-breakpoint
CREATE INDEX "outbox_ticket" ON "outbox" USING btree ("ticket","created_at");
