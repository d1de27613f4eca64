CREATE TABLE `rollup` (
	`unit` text NOT NULL,
	`bucket` integer NOT NULL,
	`hidden` text NOT NULL,
	`sums` text NOT NULL,
	`parts` text NOT NULL,
	PRIMARY KEY(`unit`, `bucket`, `hidden`)
);

--> statement-breakpoint
CREATE TABLE `rollup_ticket` (
	`num` integer PRIMARY KEY NOT NULL,
	`hidden` text NOT NULL,
	`category` text NOT NULL,
	`channel` text NOT NULL,
	`cells` text NOT NULL
);

--> statement-breakpoint
CREATE TABLE `rollup_state` (
	`name` text PRIMARY KEY NOT NULL,
	`position` integer NOT NULL,
	`num` integer,
	`turn` integer NOT NULL,
	`tree` text NOT NULL
);

--> statement-breakpoint
CREATE TABLE `handle_life` (
	`account` text PRIMARY KEY NOT NULL,
	`mentioned_at` integer,
	`answered_at` integer
);

