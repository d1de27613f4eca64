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
CREATE UNIQUE INDEX "closing_look_closing" ON "closing_look" USING btree ("ticket","closed_at");
--> statement-breakpoint
CREATE INDEX "closing_look_waiting" ON "closing_look" USING btree ("weight","num") WHERE judged_at IS NULL;
--> statement-breakpoint
CREATE INDEX "audit_judged" ON "audit" USING btree ("judged_at") WHERE judged_at IS NOT NULL;
