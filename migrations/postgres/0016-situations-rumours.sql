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
ALTER TABLE "outbox" ADD COLUMN "text_hash" text;
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
CREATE INDEX "outbox_text_hash" ON "outbox" USING btree ("text_hash");
--> statement-breakpoint
CREATE INDEX "outbox_external" ON "outbox" USING btree ("external_id");
--> statement-breakpoint
CREATE INDEX "outbox_unhashed" ON "outbox" USING btree ("id") WHERE text_hash IS NULL AND state = 'sent' AND kind = 'reply';
