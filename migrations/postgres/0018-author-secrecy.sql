ALTER TABLE "ticket" ADD COLUMN "secrecy" text;
