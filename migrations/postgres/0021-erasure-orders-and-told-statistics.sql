CREATE TABLE "statistics_told" (
	"to_day" text PRIMARY KEY NOT NULL,
	"body" jsonb NOT NULL,
	"at" bigint NOT NULL
);

--> statement-breakpoint
CREATE TABLE "erasure_order" (
	"id" text PRIMARY KEY NOT NULL,
	"contact" text NOT NULL,
	"officer" text NOT NULL,
	"by_actor" text NOT NULL,
	"reason" text NOT NULL,
	"at" bigint NOT NULL,
	"step" integer NOT NULL,
	"backups_until" bigint NOT NULL,
	"done_at" bigint,
	"kept" integer NOT NULL
);

--> statement-breakpoint
ALTER TABLE "rollup_state" ADD COLUMN "moving" text;
--> statement-breakpoint
ALTER TABLE "erasure" ADD COLUMN "erasure_order" text;
--> statement-breakpoint
CREATE UNIQUE INDEX "erasure_order_open" ON "erasure_order" USING btree ("contact") WHERE done_at IS NULL;
--> statement-breakpoint
CREATE INDEX "erasure_order_at" ON "erasure_order" USING btree ("at");
--> statement-breakpoint
CREATE INDEX "feedback_call_unreached" ON "feedback_call" USING btree ("ended_at") WHERE result IN ('not-reached', 'late');
--> statement-breakpoint
CREATE INDEX "erasure_of_order" ON "erasure" USING btree ("erasure_order") WHERE erasure_order IS NOT NULL;
