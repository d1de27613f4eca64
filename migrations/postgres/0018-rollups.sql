CREATE TABLE "rollup" (
	"unit" text NOT NULL,
	"bucket" integer NOT NULL,
	"hidden" text NOT NULL,
	"sums" text NOT NULL,
	"parts" text NOT NULL,
	CONSTRAINT "rollup_unit_bucket_hidden_pk" PRIMARY KEY("unit","bucket","hidden")
);

--> statement-breakpoint
CREATE TABLE "rollup_ticket" (
	"num" bigint PRIMARY KEY NOT NULL,
	"hidden" text NOT NULL,
	"category" text NOT NULL,
	"channel" text NOT NULL,
	"cells" text NOT NULL
);

--> statement-breakpoint
CREATE TABLE "rollup_state" (
	"name" text PRIMARY KEY NOT NULL,
	"position" bigint NOT NULL,
	"num" bigint,
	"turn" bigint NOT NULL,
	"tree" text NOT NULL
);

--> statement-breakpoint
CREATE TABLE "handle_life" (
	"account" text PRIMARY KEY NOT NULL,
	"mentioned_at" bigint,
	"answered_at" bigint
);

