CREATE INDEX "message_account" ON "message" USING btree ("account","received_at","id");
--> statement-breakpoint
CREATE INDEX "message_envelope" ON "message" USING btree ("envelope");
