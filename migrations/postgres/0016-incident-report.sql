ALTER TABLE "incident" DISABLE ROW LEVEL SECURITY;
--> statement-breakpoint
DROP TABLE "incident" CASCADE;
--> statement-breakpoint
ALTER TABLE "attachment" ADD COLUMN "copy_of" text;
--> statement-breakpoint
CREATE INDEX "attachment_blob" ON "attachment" USING btree ("blob");
