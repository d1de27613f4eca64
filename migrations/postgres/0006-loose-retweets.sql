CREATE INDEX "message_retweet" ON "message" USING btree ("retweet_of");
