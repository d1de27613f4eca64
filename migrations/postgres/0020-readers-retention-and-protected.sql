CREATE TABLE "protected_reader" (
	"id" text PRIMARY KEY NOT NULL,
	"position" text NOT NULL,
	"unit" text NOT NULL,
	"since" bigint NOT NULL,
	"until" bigint,
	"named_by" text NOT NULL,
	"ended_by" text
);

--> statement-breakpoint
CREATE TABLE "ticket_read" (
	"ticket" text NOT NULL,
	"slot" bigint NOT NULL,
	"officer" text NOT NULL,
	"kind" text NOT NULL,
	"position" text,
	"at" bigint NOT NULL,
	CONSTRAINT "ticket_read_ticket_slot_officer_kind_pk" PRIMARY KEY("ticket","slot","officer","kind")
);

--> statement-breakpoint
CREATE TABLE "retention_rule" (
	"version" integer PRIMARY KEY NOT NULL,
	"terms" jsonb NOT NULL,
	"officer" text NOT NULL,
	"at" bigint NOT NULL
);

--> statement-breakpoint
CREATE TABLE "erasure" (
	"id" text PRIMARY KEY NOT NULL,
	"class" text NOT NULL,
	"version" integer,
	"at" bigint NOT NULL,
	"day" bigint NOT NULL,
	"tickets" integer NOT NULL,
	"messages" integer NOT NULL,
	"files" integer NOT NULL,
	"others" integer NOT NULL,
	"digest" text NOT NULL,
	"officer" text,
	"reason" text,
	"backups_until" bigint NOT NULL
);

--> statement-breakpoint
ALTER TABLE "ticket" ADD COLUMN "erased_at" bigint;
--> statement-breakpoint
CREATE UNIQUE INDEX "protected_reader_named" ON "protected_reader" USING btree ("position","unit") WHERE until IS NULL;
--> statement-breakpoint
CREATE INDEX "ticket_read_officer" ON "ticket_read" USING btree ("officer","at");
--> statement-breakpoint
CREATE INDEX "ticket_read_at" ON "ticket_read" USING btree ("at");
--> statement-breakpoint
CREATE INDEX "erasure_day" ON "erasure" USING btree ("day","class");
--> statement-breakpoint
CREATE INDEX "message_contact" ON "message" USING btree ("contact");
--> statement-breakpoint
CREATE INDEX "ticket_kept" ON "ticket" USING btree ("state","received_at") WHERE erased_at IS NULL;
--> statement-breakpoint
CREATE INDEX "attachment_at" ON "attachment" USING btree ("at");
