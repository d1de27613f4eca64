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
CREATE INDEX "escalation_due" ON "escalation" USING btree ("due_at") WHERE due_at IS NOT NULL;
--> statement-breakpoint
CREATE INDEX "escalation_unit" ON "escalation" USING btree ("unit","at") WHERE ended_at IS NULL;
