CREATE TABLE `situation_change` (
	`situation` text NOT NULL,
	`version` integer NOT NULL,
	`before` text NOT NULL,
	`reason` text NOT NULL,
	`order_number` text,
	`officer` text NOT NULL,
	`position` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`situation`, `version`)
);

--> statement-breakpoint
CREATE TABLE `spread_rule` (
	`version` integer PRIMARY KEY NOT NULL,
	`rule` text NOT NULL,
	`officer` text NOT NULL,
	`at` integer NOT NULL
);

--> statement-breakpoint
ALTER TABLE `duty` ADD `situation` text;
--> statement-breakpoint
CREATE UNIQUE INDEX `duty_situation` ON `duty` (`situation`,`unit`,`officer`,`kind`) WHERE cancelled_at IS NULL AND situation IS NOT NULL;
--> statement-breakpoint
ALTER TABLE `situation` ADD `spread` text;
