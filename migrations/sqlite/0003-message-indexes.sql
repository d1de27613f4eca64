CREATE INDEX `message_account` ON `message` (`account`,`received_at`,`id`);
--> statement-breakpoint
CREATE INDEX `message_envelope` ON `message` (`envelope`);
