CREATE TABLE `entered_word` (
	`id` text PRIMARY KEY NOT NULL,
	`text` text NOT NULL,
	`fold` text NOT NULL,
	`says` text NOT NULL,
	`label` text,
	`note` text NOT NULL,
	`officer` text NOT NULL,
	`at` integer NOT NULL,
	`version` integer NOT NULL
);

--> statement-breakpoint
CREATE UNIQUE INDEX `entered_word_fold` ON `entered_word` (`fold`);
--> statement-breakpoint
ALTER TABLE `channel_account` ADD `keep` text;
--> statement-breakpoint
ALTER TABLE `ticket` ADD `subcategory` text;
