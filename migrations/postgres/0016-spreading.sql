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
