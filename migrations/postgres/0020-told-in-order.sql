DROP INDEX "notification_waiting";
--> statement-breakpoint
DROP INDEX "notification_send_due";
--> statement-breakpoint
CREATE INDEX "notification_waiting" ON "notification" USING btree ("red","not_before") WHERE state = 'waiting';
--> statement-breakpoint
CREATE INDEX "notification_send_due" ON "notification_send" USING btree ("way","red","not_before") WHERE state = 'queued';
