CREATE INDEX "ticket_conflict_num" ON "ticket_conflict" USING btree ("num");
