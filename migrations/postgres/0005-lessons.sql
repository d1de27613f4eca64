CREATE TABLE "decision" (
	"message" text PRIMARY KEY NOT NULL,
	"ticket" text NOT NULL,
	"account" text NOT NULL,
	"language" text NOT NULL,
	"answer" text,
	"category" text,
	"urgency" text NOT NULL,
	"said_answer" text NOT NULL,
	"said_score" double precision NOT NULL,
	"said_category" text,
	"said_urgency" text NOT NULL,
	"model" text NOT NULL,
	"held_back" boolean NOT NULL,
	"at" bigint NOT NULL
);

--> statement-breakpoint
CREATE TABLE "language_model" (
	"id" text PRIMARY KEY NOT NULL,
	"state" text NOT NULL,
	"blob" text NOT NULL,
	"examples" integer NOT NULL,
	"figures" jsonb NOT NULL,
	"made_at" bigint NOT NULL,
	"decided_by" text,
	"decided_at" bigint
);

--> statement-breakpoint
ALTER TABLE "channel_account" ADD COLUMN "training" jsonb;
--> statement-breakpoint
CREATE INDEX "decision_at" ON "decision" USING btree ("at");
--> statement-breakpoint
CREATE INDEX "decision_ticket" ON "decision" USING btree ("ticket");
