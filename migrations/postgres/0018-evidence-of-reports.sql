CREATE TABLE "picture_key" (
	"key" integer NOT NULL,
	"blob" text NOT NULL,
	CONSTRAINT "picture_key_key_blob_pk" PRIMARY KEY("key","blob")
);

--> statement-breakpoint
ALTER TABLE "action_report" ADD COLUMN "unit" text;
--> statement-breakpoint
ALTER TABLE "action_report" ADD COLUMN "text_hash" text;
--> statement-breakpoint
ALTER TABLE "action_report" ADD COLUMN "copied_from" text;
--> statement-breakpoint
ALTER TABLE "attachment" ADD COLUMN "marks" "bytea";
--> statement-breakpoint
ALTER TABLE "attachment" ADD COLUMN "lat" double precision;
--> statement-breakpoint
ALTER TABLE "attachment" ADD COLUMN "lon" double precision;
--> statement-breakpoint
ALTER TABLE "attachment" ADD COLUMN "taken_at" bigint;
--> statement-breakpoint
CREATE INDEX "picture_key_blob" ON "picture_key" USING btree ("blob");
--> statement-breakpoint
CREATE INDEX "action_report_unit" ON "action_report" USING btree ("unit","at");
--> statement-breakpoint
CREATE INDEX "action_report_words" ON "action_report" USING btree ("unit","text_hash","at");
