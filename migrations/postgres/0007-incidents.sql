CREATE TABLE "message_signature" (
	"message" text PRIMARY KEY NOT NULL,
	"num" bigint NOT NULL,
	"realm" text NOT NULL,
	"at" bigint NOT NULL,
	"bytes" "bytea" NOT NULL
);

--> statement-breakpoint
CREATE TABLE "match_suggestion" (
	"ticket" text NOT NULL,
	"other" text NOT NULL,
	"message" text NOT NULL,
	"like_message" text NOT NULL,
	"score" double precision NOT NULL,
	"kind" text NOT NULL,
	"reasons" jsonb NOT NULL,
	"state" text NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "match_suggestion_ticket_other_pk" PRIMARY KEY("ticket","other")
);

--> statement-breakpoint
CREATE UNIQUE INDEX "message_signature_num" ON "message_signature" USING btree ("num");
--> statement-breakpoint
CREATE INDEX "match_suggestion_other" ON "match_suggestion" USING btree ("other");
--> statement-breakpoint
CREATE INDEX "match_suggestion_message" ON "match_suggestion" USING btree ("message");
--> statement-breakpoint
CREATE INDEX "match_suggestion_like" ON "match_suggestion" USING btree ("like_message");
--> statement-breakpoint
CREATE INDEX "ticket_incident" ON "ticket" USING btree ("incident");
