CREATE TABLE "entered_word" (
	"id" text PRIMARY KEY NOT NULL,
	"text" text NOT NULL,
	"fold" text NOT NULL,
	"says" text NOT NULL,
	"label" text,
	"note" text NOT NULL,
	"officer" text NOT NULL,
	"at" bigint NOT NULL,
	"version" integer NOT NULL
);

--> statement-breakpoint
CREATE TABLE "picture_key" (
	"key" integer NOT NULL,
	"blob" text NOT NULL,
	CONSTRAINT "picture_key_key_blob_pk" PRIMARY KEY("key","blob")
);

--> statement-breakpoint
CREATE TABLE "rollup" (
	"unit" text NOT NULL,
	"bucket" integer NOT NULL,
	"hidden" text NOT NULL,
	"sums" text NOT NULL,
	"parts" text NOT NULL,
	CONSTRAINT "rollup_unit_bucket_hidden_pk" PRIMARY KEY("unit","bucket","hidden")
);

--> statement-breakpoint
CREATE TABLE "rollup_ticket" (
	"num" bigint PRIMARY KEY NOT NULL,
	"hidden" text NOT NULL,
	"category" text NOT NULL,
	"channel" text NOT NULL,
	"cells" text NOT NULL
);

--> statement-breakpoint
CREATE TABLE "rollup_state" (
	"name" text PRIMARY KEY NOT NULL,
	"position" bigint NOT NULL,
	"num" bigint,
	"turn" bigint NOT NULL,
	"tree" text NOT NULL
);

--> statement-breakpoint
CREATE TABLE "handle_life" (
	"account" text PRIMARY KEY NOT NULL,
	"mentioned_at" bigint,
	"answered_at" bigint
);

--> statement-breakpoint
CREATE TABLE "notification" (
	"id" text PRIMARY KEY NOT NULL,
	"dedupe_key" text NOT NULL,
	"ticket" text NOT NULL,
	"reason" text NOT NULL,
	"level" integer NOT NULL,
	"red" boolean NOT NULL,
	"version" integer,
	"state" text NOT NULL,
	"not_before" bigint NOT NULL,
	"created_at" bigint NOT NULL,
	"position" text,
	"message" text,
	"told_at" bigint,
	"opened_at" bigint,
	"next_at" bigint
);

--> statement-breakpoint
CREATE TABLE "notification_send" (
	"id" text PRIMARY KEY NOT NULL,
	"message" text NOT NULL,
	"position" text NOT NULL,
	"way" text NOT NULL,
	"red" boolean NOT NULL,
	"state" text NOT NULL,
	"not_before" bigint NOT NULL,
	"attempts" integer NOT NULL,
	"lease_until" bigint,
	"external_id" text,
	"error" text,
	"created_at" bigint NOT NULL,
	"sent_at" bigint,
	"delivered_at" bigint,
	"opened_at" bigint
);

--> statement-breakpoint
CREATE TABLE "position_contact" (
	"position" text PRIMARY KEY NOT NULL,
	"phone" text,
	"mail" text,
	"locale" text NOT NULL,
	"ways" jsonb NOT NULL,
	"quiet_from" integer NOT NULL,
	"quiet_until" integer NOT NULL,
	"version" integer NOT NULL,
	"updated_at" bigint NOT NULL
);

--> statement-breakpoint
CREATE TABLE "push_subscription" (
	"id" text PRIMARY KEY NOT NULL,
	"endpoint" text NOT NULL,
	"p256dh" text NOT NULL,
	"auth" text NOT NULL,
	"officer" text NOT NULL,
	"session" text NOT NULL,
	"created_at" bigint NOT NULL
);

--> statement-breakpoint
CREATE TABLE "position_link" (
	"id" text PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"ticket" text NOT NULL,
	"position" text NOT NULL,
	"send" text NOT NULL,
	"created_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL,
	"used_at" bigint,
	"act" text
);

--> statement-breakpoint
CREATE TABLE "proposed_report" (
	"id" text PRIMARY KEY NOT NULL,
	"ticket" text NOT NULL,
	"position" text NOT NULL,
	"outcome" text NOT NULL,
	"line" text NOT NULL,
	"attachment" text,
	"at" bigint NOT NULL,
	"settled_at" bigint,
	"settled_by" text
);

--> statement-breakpoint
CREATE TABLE "situation_change" (
	"situation" text NOT NULL,
	"version" integer NOT NULL,
	"before" jsonb NOT NULL,
	"reason" text NOT NULL,
	"order_number" text,
	"officer" text NOT NULL,
	"position" text NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "situation_change_situation_version_pk" PRIMARY KEY("situation","version")
);

--> statement-breakpoint
CREATE TABLE "spread_rule" (
	"version" integer PRIMARY KEY NOT NULL,
	"rule" jsonb NOT NULL,
	"officer" text NOT NULL,
	"at" bigint NOT NULL
);

--> statement-breakpoint
ALTER TABLE "channel_account" ADD COLUMN "keep" jsonb;
--> statement-breakpoint
ALTER TABLE "ticket" ADD COLUMN "subcategory" text;
--> statement-breakpoint
ALTER TABLE "ticket" ADD COLUMN "secrecy" text;
--> statement-breakpoint
ALTER TABLE "action_report" ADD COLUMN "unit" text;
--> statement-breakpoint
ALTER TABLE "action_report" ADD COLUMN "text_hash" text;
--> statement-breakpoint
ALTER TABLE "action_report" ADD COLUMN "copied_from" text;
--> statement-breakpoint
ALTER TABLE "attachment" ADD COLUMN "marks" "bytea";
--> statement-breakpoint
ALTER TABLE "attachment" ADD COLUMN "lat" double precision;
--> statement-breakpoint
ALTER TABLE "attachment" ADD COLUMN "lon" double precision;
--> statement-breakpoint
ALTER TABLE "attachment" ADD COLUMN "taken_at" bigint;
--> statement-breakpoint
ALTER TABLE "duty" ADD COLUMN "situation" text;
--> statement-breakpoint
ALTER TABLE "situation" ADD COLUMN "spread" jsonb;
--> statement-breakpoint
CREATE UNIQUE INDEX "entered_word_fold" ON "entered_word" USING btree ("fold");
--> statement-breakpoint
CREATE INDEX "picture_key_blob" ON "picture_key" USING btree ("blob");
--> statement-breakpoint
CREATE UNIQUE INDEX "notification_dedupe" ON "notification" USING btree ("dedupe_key");
--> statement-breakpoint
CREATE INDEX "notification_waiting" ON "notification" USING btree ("not_before") WHERE state = 'waiting';
--> statement-breakpoint
CREATE INDEX "notification_next" ON "notification" USING btree ("next_at") WHERE next_at IS NOT NULL;
--> statement-breakpoint
CREATE INDEX "notification_ticket" ON "notification" USING btree ("ticket","created_at");
--> statement-breakpoint
CREATE INDEX "notification_message" ON "notification" USING btree ("message");
--> statement-breakpoint
CREATE INDEX "notification_position" ON "notification" USING btree ("position","told_at");
--> statement-breakpoint
CREATE UNIQUE INDEX "notification_send_way" ON "notification_send" USING btree ("message","way");
--> statement-breakpoint
CREATE INDEX "notification_send_due" ON "notification_send" USING btree ("way","not_before") WHERE state = 'queued';
--> statement-breakpoint
CREATE INDEX "notification_send_lapsed" ON "notification_send" USING btree ("lease_until") WHERE state = 'sending';
--> statement-breakpoint
CREATE INDEX "push_subscription_officer" ON "push_subscription" USING btree ("officer");
--> statement-breakpoint
CREATE UNIQUE INDEX "position_link_token" ON "position_link" USING btree ("token_hash");
--> statement-breakpoint
CREATE INDEX "position_link_ticket" ON "position_link" USING btree ("ticket");
--> statement-breakpoint
CREATE INDEX "proposed_report_ticket" ON "proposed_report" USING btree ("ticket","at");
--> statement-breakpoint
CREATE INDEX "action_report_unit" ON "action_report" USING btree ("unit","at");
--> statement-breakpoint
CREATE INDEX "action_report_words" ON "action_report" USING btree ("unit","text_hash","at");
--> statement-breakpoint
CREATE UNIQUE INDEX "duty_situation" ON "duty" USING btree ("situation","unit","officer","kind") WHERE cancelled_at IS NULL AND situation IS NOT NULL;
