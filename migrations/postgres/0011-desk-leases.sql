CREATE TABLE "ticket_lease" (
	"ticket" text PRIMARY KEY NOT NULL,
	"num" bigint NOT NULL,
	"officer" text NOT NULL,
	"position" text NOT NULL,
	"taken_at" bigint NOT NULL,
	"until" bigint NOT NULL
);

--> statement-breakpoint
ALTER TABLE "officer" ADD COLUMN "languages" text;
--> statement-breakpoint
CREATE INDEX "ticket_lease_until" ON "ticket_lease" USING btree ("until");
--> statement-breakpoint
CREATE INDEX "ticket_waiting" ON "ticket" USING btree ("urgency","num") WHERE state = 'received';
