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
