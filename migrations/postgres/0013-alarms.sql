CREATE TABLE "alarm" (
	"id" text PRIMARY KEY NOT NULL,
	"ticket" text NOT NULL,
	"num" bigint NOT NULL,
	"siren" boolean NOT NULL,
	"raised_by" text NOT NULL,
	"raised_at" bigint NOT NULL,
	"level" integer NOT NULL,
	"due_at" bigint,
	"taken_by" text,
	"taken_position" text,
	"taken_at" bigint,
	"event_number" text,
	"handed_at" bigint,
	"return_status" text,
	"returned_at" bigint,
	"checked_at" bigint,
	"ended_at" bigint,
	"ending" text,
	"version" integer NOT NULL
);

--> statement-breakpoint
CREATE UNIQUE INDEX "alarm_open" ON "alarm" USING btree ("ticket") WHERE ended_at IS NULL;
--> statement-breakpoint
CREATE INDEX "alarm_due" ON "alarm" USING btree ("due_at") WHERE ended_at IS NULL;
--> statement-breakpoint
CREATE INDEX "alarm_ticket" ON "alarm" USING btree ("ticket","raised_at");
