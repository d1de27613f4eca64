CREATE TABLE "escalation" (
	"ticket" text NOT NULL,
	"clock" text NOT NULL,
	"started_at" bigint NOT NULL,
	"num" bigint NOT NULL,
	"level" integer NOT NULL,
	"unit" text NOT NULL,
	"position" text,
	"at" bigint NOT NULL,
	"due_at" bigint,
	"answer" text,
	"answered_by" text,
	"answered_at" bigint,
	"ended_at" bigint,
	"version" integer NOT NULL,
	CONSTRAINT "escalation_ticket_clock_started_at_pk" PRIMARY KEY("ticket","clock","started_at")
);

--> statement-breakpoint
CREATE TABLE "verdict" (
	"id" text PRIMARY KEY NOT NULL,
	"ticket" text NOT NULL,
	"closed_at" bigint NOT NULL,
	"said" text NOT NULL,
	"reason" text,
	"words" text,
	"way" text NOT NULL,
	"position" text,
	"first_at" bigint NOT NULL,
	"at" bigint NOT NULL,
	"changes" integer NOT NULL,
	"reopened" boolean NOT NULL,
	"was" jsonb,
	"version" integer NOT NULL
);

--> statement-breakpoint
CREATE TABLE "audit" (
	"id" text PRIMARY KEY NOT NULL,
	"ticket" text NOT NULL,
	"num" bigint NOT NULL,
	"closed_at" bigint NOT NULL,
	"circle" text NOT NULL,
	"judge" text,
	"closer" text NOT NULL,
	"judged" text,
	"note" text,
	"officer" text,
	"position" text,
	"judged_at" bigint
);

--> statement-breakpoint
CREATE INDEX "escalation_due" ON "escalation" USING btree ("due_at") WHERE due_at IS NOT NULL;
--> statement-breakpoint
CREATE INDEX "escalation_unit" ON "escalation" USING btree ("unit","at") WHERE ended_at IS NULL;
--> statement-breakpoint
CREATE UNIQUE INDEX "verdict_closing" ON "verdict" USING btree ("ticket","closed_at");
--> statement-breakpoint
CREATE UNIQUE INDEX "audit_closing" ON "audit" USING btree ("ticket","closed_at");
--> statement-breakpoint
CREATE INDEX "audit_waiting" ON "audit" USING btree ("closed_at") WHERE judged_at IS NULL;
