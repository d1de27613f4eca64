CREATE TABLE "handover" (
	"id" text PRIMARY KEY NOT NULL,
	"unit" text NOT NULL,
	"officer" text NOT NULL,
	"position" text NOT NULL,
	"text" text NOT NULL,
	"red" jsonb NOT NULL,
	"at" bigint NOT NULL,
	"accepted_by" text,
	"accepted_at" bigint
);

--> statement-breakpoint
CREATE INDEX "handover_unit" ON "handover" USING btree ("unit","at");
