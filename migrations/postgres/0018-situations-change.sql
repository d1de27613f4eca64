CREATE TABLE "situation_change" (
	"situation" text NOT NULL,
	"version" integer NOT NULL,
	"before" jsonb NOT NULL,
	"reason" text NOT NULL,
	"order_number" text,
	"officer" text NOT NULL,
	"position" text NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "situation_change_situation_version_pk" PRIMARY KEY("situation","version")
);

--> statement-breakpoint
CREATE TABLE "spread_rule" (
	"version" integer PRIMARY KEY NOT NULL,
	"rule" jsonb NOT NULL,
	"officer" text NOT NULL,
	"at" bigint NOT NULL
);

--> statement-breakpoint
ALTER TABLE "duty" ADD COLUMN "situation" text;
--> statement-breakpoint
ALTER TABLE "situation" ADD COLUMN "spread" jsonb;
--> statement-breakpoint
CREATE UNIQUE INDEX "duty_situation" ON "duty" USING btree ("situation","unit","officer","kind") WHERE cancelled_at IS NULL AND situation IS NOT NULL;
