CREATE TABLE "safe_contact" (
	"ticket" text PRIMARY KEY NOT NULL,
	"may_call" boolean NOT NULL,
	"from_minute" integer,
	"until_minute" integer,
	"words" text NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
DELETE FROM "rollup";
--> statement-breakpoint
DELETE FROM "rollup_ticket";
--> statement-breakpoint
DELETE FROM "rollup_state";
