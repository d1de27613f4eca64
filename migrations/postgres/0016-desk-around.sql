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
