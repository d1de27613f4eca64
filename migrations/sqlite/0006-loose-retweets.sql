CREATE INDEX `message_retweet` ON `message` (`retweet_of`);
