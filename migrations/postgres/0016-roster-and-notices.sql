CREATE TABLE "duty" (
	"id" text PRIMARY KEY NOT NULL,
	"unit" text NOT NULL,
	"position" text NOT NULL,
	"officer" text NOT NULL,
	"kind" text NOT NULL,
	"from_at" bigint NOT NULL,
	"until_at" bigint NOT NULL,
	"by_officer" text NOT NULL,
	"at" bigint NOT NULL,
	"cancelled_at" bigint
);

--> statement-breakpoint
CREATE TABLE "mention" (
	"id" text PRIMARY KEY NOT NULL,
	"ticket" text NOT NULL,
	"num" bigint NOT NULL,
	"note" text NOT NULL,
	"officer" text NOT NULL,
	"by_officer" text NOT NULL,
	"at" bigint NOT NULL,
	"seen_at" bigint
);

--> statement-breakpoint
CREATE TABLE "commendation" (
	"id" text PRIMARY KEY NOT NULL,
	"ticket" text NOT NULL,
	"num" bigint NOT NULL,
	"officer" text NOT NULL,
	"by_officer" text NOT NULL,
	"at" bigint NOT NULL,
	"withdrawn_at" bigint,
	"seen_at" bigint
);

--> statement-breakpoint
CREATE UNIQUE INDEX "duty_same" ON "duty" USING btree ("unit","officer","kind","from_at","until_at") WHERE cancelled_at IS NULL;
--> statement-breakpoint
CREATE INDEX "duty_unit" ON "duty" USING btree ("unit","until_at");
--> statement-breakpoint
CREATE UNIQUE INDEX "mention_note" ON "mention" USING btree ("note","officer");
--> statement-breakpoint
CREATE INDEX "mention_officer" ON "mention" USING btree ("officer","at");
--> statement-breakpoint
CREATE UNIQUE INDEX "commendation_once" ON "commendation" USING btree ("ticket","officer") WHERE withdrawn_at IS NULL;
--> statement-breakpoint
CREATE INDEX "commendation_officer" ON "commendation" USING btree ("officer","at");
--> statement-breakpoint
CREATE INDEX "ticket_received_at" ON "ticket" USING btree ("received_at");
--> statement-breakpoint
CREATE INDEX "ticket_opened_at" ON "ticket" USING btree ("opened_at") WHERE opened_at IS NOT NULL;
--> statement-breakpoint
CREATE INDEX "ticket_closed_at" ON "ticket" USING btree ("closed_at") WHERE closed_at IS NOT NULL;
