CREATE TABLE `message_signature` (
	`message` text PRIMARY KEY NOT NULL,
	`num` integer NOT NULL,
	`realm` text NOT NULL,
	`at` integer NOT NULL,
	`bytes` blob NOT NULL
);

--> statement-breakpoint
CREATE UNIQUE INDEX `message_signature_num` ON `message_signature` (`num`);
--> statement-breakpoint
CREATE TABLE `match_suggestion` (
	`ticket` text NOT NULL,
	`other` text NOT NULL,
	`message` text NOT NULL,
	`like_message` text NOT NULL,
	`score` real NOT NULL,
	`kind` text NOT NULL,
	`reasons` text NOT NULL,
	`state` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`ticket`, `other`)
);

--> statement-breakpoint
CREATE INDEX `match_suggestion_other` ON `match_suggestion` (`other`);
--> statement-breakpoint
CREATE INDEX `match_suggestion_message` ON `match_suggestion` (`message`);
--> statement-breakpoint
CREATE INDEX `match_suggestion_like` ON `match_suggestion` (`like_message`);
--> statement-breakpoint
CREATE INDEX `ticket_incident` ON `ticket` (`incident`);
