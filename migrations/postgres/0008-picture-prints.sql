ALTER TABLE "media" ADD COLUMN "looked_at" bigint;
--> statement-breakpoint
ALTER TABLE "media" ADD COLUMN "prints" "bytea";
--> statement-breakpoint
CREATE INDEX "media_looked" ON "media" USING btree ("looked_at","state");
