CREATE TABLE `decision` (
	`message` text PRIMARY KEY NOT NULL,
	`ticket` text NOT NULL,
	`account` text NOT NULL,
	`language` text NOT NULL,
	`answer` text,
	`category` text,
	`urgency` text NOT NULL,
	`said_answer` text NOT NULL,
	`said_score` real NOT NULL,
	`said_category` text,
	`said_urgency` text NOT NULL,
	`model` text NOT NULL,
	`held_back` integer NOT NULL,
	`at` integer NOT NULL
);

--> statement-breakpoint
CREATE INDEX `decision_at` ON `decision` (`at`);
--> statement-breakpoint
CREATE INDEX `decision_ticket` ON `decision` (`ticket`);
--> statement-breakpoint
CREATE TABLE `language_model` (
	`id` text PRIMARY KEY NOT NULL,
	`state` text NOT NULL,
	`blob` text NOT NULL,
	`examples` integer NOT NULL,
	`figures` text NOT NULL,
	`made_at` integer NOT NULL,
	`decided_by` text,
	`decided_at` integer
);

--> statement-breakpoint
ALTER TABLE `channel_account` ADD `training` text;
