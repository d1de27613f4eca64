ALTER TABLE "ticket" ADD COLUMN "split_from" text;
--> statement-breakpoint
ALTER TABLE "ticket" ADD COLUMN "summary" text;
--> statement-breakpoint
ALTER TABLE "ticket" ADD COLUMN "split_at" bigint;
--> statement-breakpoint
CREATE INDEX "ticket_split" ON "ticket" USING btree ("split_from") WHERE split_from IS NOT NULL;
