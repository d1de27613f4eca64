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
CREATE TABLE "pause" (
	"id" text PRIMARY KEY NOT NULL,
	"ticket" text NOT NULL,
	"reason" text NOT NULL,
	"started_at" bigint NOT NULL,
	"until_at" bigint NOT NULL,
	"ended_at" bigint,
	"ending" text,
	"clocks" jsonb NOT NULL,
	"officer" text NOT NULL,
	"position" text NOT NULL
);

--> statement-breakpoint
CREATE TABLE "offer" (
	"id" text PRIMARY KEY NOT NULL,
	"ticket" text NOT NULL,
	"num" bigint NOT NULL,
	"from_unit" text NOT NULL,
	"to_unit" text NOT NULL,
	"started_at" bigint NOT NULL,
	"ended_at" bigint,
	"ending" text,
	"note" text NOT NULL,
	"officer" text NOT NULL,
	"position" text NOT NULL,
	"ended_by" text
);

--> statement-breakpoint
CREATE TABLE "closing_proposal" (
	"id" text PRIMARY KEY NOT NULL,
	"ticket" text NOT NULL,
	"num" bigint NOT NULL,
	"outcome" text NOT NULL,
	"details" jsonb NOT NULL,
	"internal_text" text NOT NULL,
	"public_answer" text NOT NULL,
	"accept" jsonb NOT NULL,
	"attachments" jsonb NOT NULL,
	"copied_from" text,
	"officer" text NOT NULL,
	"position" text NOT NULL,
	"unit" text NOT NULL,
	"started_at" bigint NOT NULL,
	"ended_at" bigint,
	"ending" text,
	"ended_by" text
);

--> statement-breakpoint
CREATE TABLE "closing_look" (
	"id" text PRIMARY KEY NOT NULL,
	"ticket" text NOT NULL,
	"num" bigint NOT NULL,
	"closed_at" bigint NOT NULL,
	"circle" text NOT NULL,
	"judge" text,
	"closer" text NOT NULL,
	"signs" jsonb NOT NULL,
	"weight" integer NOT NULL,
	"judged" text,
	"officer" text,
	"position" text,
	"judged_at" bigint,
	"version" integer
);

--> statement-breakpoint
CREATE TABLE "deadline_book" (
	"version" integer PRIMARY KEY NOT NULL,
	"terms" jsonb NOT NULL,
	"valid_from" bigint NOT NULL,
	"officer" text NOT NULL,
	"at" bigint NOT NULL
);

--> statement-breakpoint
CREATE TABLE "calendar" (
	"unit" text PRIMARY KEY NOT NULL,
	"week" jsonb,
	"holidays" jsonb NOT NULL,
	"officer" text NOT NULL,
	"at" bigint NOT NULL,
	"version" integer NOT NULL
);

--> statement-breakpoint
CREATE TABLE "feedback_call" (
	"id" text PRIMARY KEY NOT NULL,
	"ticket" text NOT NULL,
	"num" bigint NOT NULL,
	"closed_at" bigint NOT NULL,
	"circle" text NOT NULL,
	"protected" boolean NOT NULL,
	"closer" text NOT NULL,
	"tries" integer NOT NULL,
	"next_at" bigint NOT NULL,
	"caller" text,
	"caller_until" bigint,
	"ended_at" bigint,
	"result" text,
	"officer" text,
	"position" text,
	"version" integer NOT NULL
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
CREATE TABLE "morning_mail" (
	"position" text PRIMARY KEY NOT NULL,
	"unit" text NOT NULL,
	"locale" text NOT NULL,
	"minute" integer NOT NULL,
	"days" jsonb NOT NULL,
	"officer" text NOT NULL,
	"version" integer NOT NULL,
	"updated_at" bigint NOT NULL
);

--> statement-breakpoint
CREATE TABLE "morning_send" (
	"position" text NOT NULL,
	"day" text NOT NULL,
	"unit" text NOT NULL,
	"state" text NOT NULL,
	"attempts" integer NOT NULL,
	"error" text,
	"at" bigint NOT NULL,
	CONSTRAINT "morning_send_position_day_pk" PRIMARY KEY("position","day")
);

--> statement-breakpoint
DROP INDEX "notification_waiting";
--> statement-breakpoint
DROP INDEX "notification_send_due";
--> statement-breakpoint
ALTER TABLE "ticket" ADD COLUMN "offered" text;
--> statement-breakpoint
ALTER TABLE "ticket" ADD COLUMN "erased_at" bigint;
--> statement-breakpoint
ALTER TABLE "action_report" ADD COLUMN "approved_by" text;
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
CREATE UNIQUE INDEX "protected_reader_named" ON "protected_reader" USING btree ("position","unit") WHERE until IS NULL;
--> statement-breakpoint
CREATE UNIQUE INDEX "pause_open" ON "pause" USING btree ("ticket") WHERE ended_at IS NULL;
--> statement-breakpoint
CREATE INDEX "pause_until" ON "pause" USING btree ("until_at") WHERE ended_at IS NULL;
--> statement-breakpoint
CREATE INDEX "pause_ticket" ON "pause" USING btree ("ticket","started_at");
--> statement-breakpoint
CREATE UNIQUE INDEX "offer_open" ON "offer" USING btree ("ticket") WHERE ended_at IS NULL;
--> statement-breakpoint
CREATE INDEX "offer_to" ON "offer" USING btree ("to_unit","started_at") WHERE ended_at IS NULL;
--> statement-breakpoint
CREATE INDEX "offer_ticket" ON "offer" USING btree ("ticket","started_at");
--> statement-breakpoint
CREATE UNIQUE INDEX "closing_proposal_open" ON "closing_proposal" USING btree ("ticket") WHERE ended_at IS NULL;
--> statement-breakpoint
CREATE INDEX "closing_proposal_waiting" ON "closing_proposal" USING btree ("started_at") WHERE ended_at IS NULL;
--> statement-breakpoint
CREATE INDEX "closing_proposal_ticket" ON "closing_proposal" USING btree ("ticket","started_at");
--> statement-breakpoint
CREATE UNIQUE INDEX "closing_look_closing" ON "closing_look" USING btree ("ticket","closed_at");
--> statement-breakpoint
CREATE INDEX "closing_look_waiting" ON "closing_look" USING btree ("weight","num") WHERE judged_at IS NULL;
--> statement-breakpoint
CREATE INDEX "deadline_book_from" ON "deadline_book" USING btree ("valid_from","version");
--> statement-breakpoint
CREATE UNIQUE INDEX "feedback_call_closing" ON "feedback_call" USING btree ("ticket","closed_at");
--> statement-breakpoint
CREATE INDEX "feedback_call_next" ON "feedback_call" USING btree ("next_at") WHERE ended_at IS NULL;
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
CREATE INDEX "ticket_board" ON "ticket" USING btree ((CASE WHEN urgency = 'life-risk' THEN 0 WHEN wrote_again_at IS NOT NULL THEN 1 WHEN due_at IS NULL THEN 9007199254740990 ELSE due_at END),"num") WHERE state IN ('open', 'in_process');
--> statement-breakpoint
CREATE INDEX "attachment_at" ON "attachment" USING btree ("at");
--> statement-breakpoint
CREATE INDEX "audit_judged" ON "audit" USING btree ("judged_at") WHERE judged_at IS NOT NULL;
--> statement-breakpoint
CREATE INDEX "notification_waiting" ON "notification" USING btree ("red","not_before") WHERE state = 'waiting';
--> statement-breakpoint
CREATE INDEX "notification_send_due" ON "notification_send" USING btree ("way","red","not_before") WHERE state = 'queued';
