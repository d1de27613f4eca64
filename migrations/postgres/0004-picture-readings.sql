CREATE TABLE "picture_reading" (
	"message" text NOT NULL,
	"external_id" text NOT NULL,
	"source" text NOT NULL,
	"text" text NOT NULL,
	"confidence" double precision NOT NULL,
	"officer" text,
	"at" bigint NOT NULL,
	CONSTRAINT "picture_reading_message_external_id_source_pk" PRIMARY KEY("message","external_id","source")
);

