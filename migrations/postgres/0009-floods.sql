ALTER TABLE "ticket" ADD COLUMN "folded_until" bigint;
--> statement-breakpoint
CREATE INDEX "ticket_folded" ON "ticket" USING btree ("folded_until") WHERE folded_until IS NOT NULL;
