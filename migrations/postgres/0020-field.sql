CREATE TABLE "station_device" (
	"id" text PRIMARY KEY NOT NULL,
	"position" text NOT NULL,
	"token_hash" text NOT NULL,
	"label" text NOT NULL,
	"pin_hash" text,
	"officer" text,
	"failures" integer NOT NULL,
	"registered_by" text NOT NULL,
	"registered_at" bigint NOT NULL,
	"unlocked_at" bigint,
	"ended_at" bigint
);

--> statement-breakpoint
CREATE TABLE "device_session" (
	"id" text PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"device" text NOT NULL,
	"position" text NOT NULL,
	"officer" text NOT NULL,
	"created_at" bigint NOT NULL,
	"seen_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL
);

--> statement-breakpoint
CREATE TABLE "charge_handover" (
	"id" text PRIMARY KEY NOT NULL,
	"position" text NOT NULL,
	"unit" text NOT NULL,
	"from_officer" text NOT NULL,
	"to_officer" text NOT NULL,
	"note" text NOT NULL,
	"in_hand" integer NOT NULL,
	"red" integer NOT NULL,
	"overdue" integer NOT NULL,
	"at" bigint NOT NULL,
	"ended_at" bigint,
	"ending" text
);

--> statement-breakpoint
CREATE UNIQUE INDEX "station_device_token" ON "station_device" USING btree ("token_hash");
--> statement-breakpoint
CREATE INDEX "station_device_position" ON "station_device" USING btree ("position");
--> statement-breakpoint
CREATE UNIQUE INDEX "device_session_token" ON "device_session" USING btree ("token_hash");
--> statement-breakpoint
CREATE INDEX "device_session_device" ON "device_session" USING btree ("device");
--> statement-breakpoint
CREATE INDEX "device_session_officer" ON "device_session" USING btree ("officer");
--> statement-breakpoint
CREATE UNIQUE INDEX "charge_handover_open" ON "charge_handover" USING btree ("position") WHERE ended_at IS NULL;
--> statement-breakpoint
CREATE INDEX "charge_handover_to" ON "charge_handover" USING btree ("to_officer") WHERE ended_at IS NULL;
--> statement-breakpoint
CREATE INDEX "ticket_board" ON "ticket" USING btree ((CASE WHEN urgency = 'life-risk' THEN 0 WHEN wrote_again_at IS NOT NULL THEN 1 WHEN due_at IS NULL THEN 9007199254740990 ELSE due_at END),"num") WHERE state IN ('open', 'in_process');
