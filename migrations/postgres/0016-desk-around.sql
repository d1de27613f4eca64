CREATE TABLE "media_custodian" (
	"id" text PRIMARY KEY NOT NULL,
	"officer" text NOT NULL,
	"unit" text NOT NULL,
	"since" bigint NOT NULL,
	"until" bigint,
	"named_by" text NOT NULL,
	"ended_by" text
);

--> statement-breakpoint
CREATE TABLE "quarantine" (
	"sha256" text PRIMARY KEY NOT NULL,
	"state" text NOT NULL,
	"mime" text NOT NULL,
	"size" integer NOT NULL,
	"officer" text,
	"at" bigint NOT NULL,
	"due_at" bigint,
	"removed_by" text,
	"removed_at" bigint,
	"reference" text,
	"version" integer NOT NULL
);

--> statement-breakpoint
CREATE TABLE "legal_hold" (
	"id" text PRIMARY KEY NOT NULL,
	"ticket" text NOT NULL,
	"authority" text NOT NULL,
	"number" text NOT NULL,
	"note" text NOT NULL,
	"officer" text NOT NULL,
	"position" text NOT NULL,
	"at" bigint NOT NULL,
	"lifted_at" bigint,
	"lifted_by" text,
	"lift_reason" text
);

--> statement-breakpoint
CREATE TABLE "evidence" (
	"message" text PRIMARY KEY NOT NULL,
	"ticket" text NOT NULL,
	"external_id" text NOT NULL,
	"version_id" text NOT NULL,
	"direction" text NOT NULL,
	"kind" text NOT NULL,
	"handle" text,
	"name" text,
	"text" text NOT NULL,
	"salt" text NOT NULL,
	"at" bigint NOT NULL,
	"received_at" bigint NOT NULL,
	"deleted_at" bigint NOT NULL,
	"versions" jsonb NOT NULL
);

--> statement-breakpoint
CREATE TABLE "evidence_media" (
	"message" text NOT NULL,
	"external_id" text NOT NULL,
	"ticket" text NOT NULL,
	"kind" text NOT NULL,
	"mime" text,
	"size" integer,
	"sha256" text,
	"alt" text,
	"sensitivity" text,
	CONSTRAINT "evidence_media_message_external_id_pk" PRIMARY KEY("message","external_id")
);

--> statement-breakpoint
CREATE TABLE "duty" (
	"id" text PRIMARY KEY NOT NULL,
	"unit" text NOT NULL,
	"position" text NOT NULL,
	"officer" text NOT NULL,
	"kind" text NOT NULL,
	"from_at" bigint NOT NULL,
	"until_at" bigint NOT NULL,
	"by_officer" text NOT NULL,
	"at" bigint NOT NULL,
	"cancelled_at" bigint
);

--> statement-breakpoint
CREATE TABLE "mention" (
	"id" text PRIMARY KEY NOT NULL,
	"ticket" text NOT NULL,
	"num" bigint NOT NULL,
	"note" text NOT NULL,
	"officer" text NOT NULL,
	"by_officer" text NOT NULL,
	"at" bigint NOT NULL,
	"seen_at" bigint
);

--> statement-breakpoint
CREATE TABLE "commendation" (
	"id" text PRIMARY KEY NOT NULL,
	"ticket" text NOT NULL,
	"num" bigint NOT NULL,
	"officer" text NOT NULL,
	"by_officer" text NOT NULL,
	"at" bigint NOT NULL,
	"withdrawn_at" bigint,
	"seen_at" bigint
);

--> statement-breakpoint
CREATE TABLE "situation" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"order_number" text NOT NULL,
	"order_date" bigint NOT NULL,
	"from_at" bigint NOT NULL,
	"until_at" bigint NOT NULL,
	"silence_minutes" integer,
	"flood_limit" integer,
	"answers" jsonb NOT NULL,
	"unit" text NOT NULL,
	"declared_by" text NOT NULL,
	"position" text NOT NULL,
	"at" bigint NOT NULL,
	"ended_at" bigint,
	"ended_by" text,
	"version" integer NOT NULL
);

--> statement-breakpoint
CREATE TABLE "situation_unit" (
	"situation" text NOT NULL,
	"unit" text NOT NULL,
	CONSTRAINT "situation_unit_situation_unit_pk" PRIMARY KEY("situation","unit")
);

--> statement-breakpoint
CREATE TABLE "situation_silence" (
	"id" text PRIMARY KEY NOT NULL,
	"situation" text NOT NULL,
	"unit" text NOT NULL,
	"since" bigint NOT NULL,
	"raised_at" bigint NOT NULL,
	"ended_at" bigint
);

--> statement-breakpoint
CREATE TABLE "rumour" (
	"id" text PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"claim" jsonb NOT NULL,
	"state" text NOT NULL,
	"verdict" jsonb NOT NULL,
	"evidence" jsonb NOT NULL,
	"find" text NOT NULL,
	"unit" text NOT NULL,
	"noted_by" text NOT NULL,
	"noted_at" bigint NOT NULL,
	"checked_by" text,
	"checked_at" bigint,
	"published_at" bigint,
	"updated_at" bigint NOT NULL,
	"version" integer NOT NULL
);

--> statement-breakpoint
CREATE TABLE "rumour_step" (
	"rumour" text NOT NULL,
	"version" integer NOT NULL,
	"act" text NOT NULL,
	"state" text NOT NULL,
	"verdict" jsonb NOT NULL,
	"why" jsonb,
	"officer" text NOT NULL,
	"position" text NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "rumour_step_rumour_version_pk" PRIMARY KEY("rumour","version")
);

--> statement-breakpoint
CREATE TABLE "rumour_ticket" (
	"rumour" text NOT NULL,
	"ticket" text NOT NULL,
	"num" bigint NOT NULL,
	"officer" text NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "rumour_ticket_rumour_ticket_pk" PRIMARY KEY("rumour","ticket")
);

--> statement-breakpoint
CREATE TABLE "reach_bucket" (
	"ticket" text NOT NULL,
	"bucket" bigint NOT NULL,
	"reach" integer NOT NULL,
	"voices" integer NOT NULL,
	CONSTRAINT "reach_bucket_ticket_bucket_pk" PRIMARY KEY("ticket","bucket")
);

--> statement-breakpoint
CREATE TABLE "spread" (
	"id" text PRIMARY KEY NOT NULL,
	"incident" text NOT NULL,
	"ticket" text NOT NULL,
	"num" bigint NOT NULL,
	"started_at" bigint NOT NULL,
	"peak" integer NOT NULL,
	"calm_since" bigint,
	"acknowledged_by" text,
	"acknowledged_at" bigint,
	"chief_by" text,
	"chief_at" bigint,
	"ended_at" bigint,
	"version" integer NOT NULL
);

--> statement-breakpoint
CREATE TABLE "voice_lock" (
	"id" text PRIMARY KEY NOT NULL,
	"incident" text NOT NULL,
	"ticket" text NOT NULL,
	"num" bigint NOT NULL,
	"unit" text NOT NULL,
	"position" text NOT NULL,
	"reason" text NOT NULL,
	"set_by" text NOT NULL,
	"set_at" bigint NOT NULL,
	"until" bigint NOT NULL,
	"ended_at" bigint,
	"ended_by" text,
	"version" integer NOT NULL
);

--> statement-breakpoint
CREATE TABLE "statement" (
	"id" text PRIMARY KEY NOT NULL,
	"incident" text NOT NULL,
	"ticket" text NOT NULL,
	"num" bigint NOT NULL,
	"texts" jsonb NOT NULL,
	"tickets" jsonb NOT NULL,
	"writer" text NOT NULL,
	"writer_position" text NOT NULL,
	"approver" text NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"decided_by" text,
	"decided_at" bigint,
	"next_word_at" bigint NOT NULL,
	"sent_by" text,
	"sent_at" bigint,
	"sends" jsonb NOT NULL,
	"created_at" bigint NOT NULL,
	"closed_at" bigint,
	"version" integer NOT NULL
);

--> statement-breakpoint
ALTER TABLE "blob" ADD COLUMN "unused_at" bigint;
--> statement-breakpoint
ALTER TABLE "media" ADD COLUMN "sha256" text;
--> statement-breakpoint
ALTER TABLE "media" ADD COLUMN "sensitivity" text;
--> statement-breakpoint
ALTER TABLE "media" ADD COLUMN "classed_by" text;
--> statement-breakpoint
ALTER TABLE "media" ADD COLUMN "classed_at" bigint;
--> statement-breakpoint
ALTER TABLE "media" ADD COLUMN "class_version" integer;
--> statement-breakpoint
ALTER TABLE "ticket" ADD COLUMN "split_from" text;
--> statement-breakpoint
ALTER TABLE "ticket" ADD COLUMN "summary" text;
--> statement-breakpoint
ALTER TABLE "ticket" ADD COLUMN "split_at" bigint;
--> statement-breakpoint
ALTER TABLE "attachment" ADD COLUMN "copy_of" text;
--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "text_hash" text;
--> statement-breakpoint
CREATE UNIQUE INDEX "media_custodian_named" ON "media_custodian" USING btree ("officer","unit") WHERE until IS NULL;
--> statement-breakpoint
CREATE INDEX "quarantine_due" ON "quarantine" USING btree ("due_at") WHERE due_at IS NOT NULL;
--> statement-breakpoint
CREATE INDEX "legal_hold_ticket" ON "legal_hold" USING btree ("ticket","at");
--> statement-breakpoint
CREATE UNIQUE INDEX "legal_hold_open" ON "legal_hold" USING btree ("ticket","authority","number") WHERE lifted_at IS NULL;
--> statement-breakpoint
CREATE INDEX "evidence_ticket" ON "evidence" USING btree ("ticket","at");
--> statement-breakpoint
CREATE INDEX "evidence_media_ticket" ON "evidence_media" USING btree ("ticket");
--> statement-breakpoint
CREATE INDEX "evidence_media_file" ON "evidence_media" USING btree ("sha256");
--> statement-breakpoint
CREATE UNIQUE INDEX "duty_same" ON "duty" USING btree ("unit","officer","kind","from_at","until_at") WHERE cancelled_at IS NULL;
--> statement-breakpoint
CREATE INDEX "duty_unit" ON "duty" USING btree ("unit","until_at");
--> statement-breakpoint
CREATE UNIQUE INDEX "mention_note" ON "mention" USING btree ("note","officer");
--> statement-breakpoint
CREATE INDEX "mention_officer" ON "mention" USING btree ("officer","at");
--> statement-breakpoint
CREATE UNIQUE INDEX "commendation_once" ON "commendation" USING btree ("ticket","officer") WHERE withdrawn_at IS NULL;
--> statement-breakpoint
CREATE INDEX "commendation_officer" ON "commendation" USING btree ("officer","at");
--> statement-breakpoint
CREATE UNIQUE INDEX "situation_order" ON "situation" USING btree ("unit","order_number","name");
--> statement-breakpoint
CREATE INDEX "situation_open" ON "situation" USING btree ("until_at") WHERE ended_at IS NULL;
--> statement-breakpoint
CREATE INDEX "situation_from" ON "situation" USING btree ("from_at");
--> statement-breakpoint
CREATE INDEX "situation_unit_unit" ON "situation_unit" USING btree ("unit");
--> statement-breakpoint
CREATE UNIQUE INDEX "situation_silence_open" ON "situation_silence" USING btree ("situation","unit") WHERE ended_at IS NULL;
--> statement-breakpoint
CREATE UNIQUE INDEX "rumour_code" ON "rumour" USING btree ("code");
--> statement-breakpoint
CREATE INDEX "rumour_unit" ON "rumour" USING btree ("unit","updated_at");
--> statement-breakpoint
CREATE INDEX "rumour_published" ON "rumour" USING btree ("published_at","id") WHERE published_at IS NOT NULL;
--> statement-breakpoint
CREATE INDEX "rumour_ticket_ticket" ON "rumour_ticket" USING btree ("ticket");
--> statement-breakpoint
CREATE INDEX "reach_bucket_at" ON "reach_bucket" USING btree ("bucket");
--> statement-breakpoint
CREATE UNIQUE INDEX "spread_open" ON "spread" USING btree ("incident") WHERE ended_at IS NULL;
--> statement-breakpoint
CREATE INDEX "spread_ticket" ON "spread" USING btree ("ticket","started_at");
--> statement-breakpoint
CREATE UNIQUE INDEX "voice_lock_open" ON "voice_lock" USING btree ("incident") WHERE ended_at IS NULL;
--> statement-breakpoint
CREATE INDEX "voice_lock_until" ON "voice_lock" USING btree ("until") WHERE ended_at IS NULL;
--> statement-breakpoint
CREATE INDEX "voice_lock_ticket" ON "voice_lock" USING btree ("ticket","set_at");
--> statement-breakpoint
CREATE UNIQUE INDEX "statement_open" ON "statement" USING btree ("incident") WHERE closed_at IS NULL;
--> statement-breakpoint
CREATE INDEX "statement_approver" ON "statement" USING btree ("approver","state");
--> statement-breakpoint
CREATE INDEX "statement_ticket" ON "statement" USING btree ("ticket","created_at");
--> statement-breakpoint
CREATE INDEX "statement_incident" ON "statement" USING btree ("incident","created_at");
--> statement-breakpoint
CREATE INDEX "blob_unused" ON "blob" USING btree ("unused_at") WHERE unused_at IS NOT NULL;
--> statement-breakpoint
CREATE INDEX "media_blob" ON "media" USING btree ("blob") WHERE blob IS NOT NULL;
--> statement-breakpoint
CREATE INDEX "ticket_received_at" ON "ticket" USING btree ("received_at");
--> statement-breakpoint
CREATE INDEX "ticket_opened_at" ON "ticket" USING btree ("opened_at") WHERE opened_at IS NOT NULL;
--> statement-breakpoint
CREATE INDEX "ticket_closed_at" ON "ticket" USING btree ("closed_at") WHERE closed_at IS NOT NULL;
--> statement-breakpoint
CREATE INDEX "ticket_split" ON "ticket" USING btree ("split_from") WHERE split_from IS NOT NULL;
--> statement-breakpoint
CREATE INDEX "attachment_blob" ON "attachment" USING btree ("blob");
--> statement-breakpoint
CREATE INDEX "outbox_text_hash" ON "outbox" USING btree ("text_hash");
--> statement-breakpoint
CREATE INDEX "outbox_external" ON "outbox" USING btree ("external_id");
--> statement-breakpoint
CREATE INDEX "outbox_unhashed" ON "outbox" USING btree ("id") WHERE text_hash IS NULL AND state = 'sent' AND kind = 'reply';
