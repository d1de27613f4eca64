CREATE TABLE "unit_boundary" (
	"unit" text PRIMARY KEY NOT NULL,
	"shape" jsonb NOT NULL,
	"at" bigint NOT NULL
);

