CREATE TABLE `duty` (
	`id` text PRIMARY KEY NOT NULL,
	`unit` text NOT NULL,
	`position` text NOT NULL,
	`officer` text NOT NULL,
	`kind` text NOT NULL,
	`from_at` integer NOT NULL,
	`until_at` integer NOT NULL,
	`by_officer` text NOT NULL,
	`at` integer NOT NULL,
	`cancelled_at` integer
);

--> statement-breakpoint
CREATE UNIQUE INDEX `duty_same` ON `duty` (`unit`,`officer`,`kind`,`from_at`,`until_at`) WHERE cancelled_at IS NULL;
--> statement-breakpoint
CREATE INDEX `duty_unit` ON `duty` (`unit`,`until_at`);
--> statement-breakpoint
CREATE TABLE `mention` (
	`id` text PRIMARY KEY NOT NULL,
	`ticket` text NOT NULL,
	`num` integer NOT NULL,
	`note` text NOT NULL,
	`officer` text NOT NULL,
	`by_officer` text NOT NULL,
	`at` integer NOT NULL,
	`seen_at` integer
);

--> statement-breakpoint
CREATE UNIQUE INDEX `mention_note` ON `mention` (`note`,`officer`);
--> statement-breakpoint
CREATE INDEX `mention_officer` ON `mention` (`officer`,`at`);
--> statement-breakpoint
CREATE TABLE `commendation` (
	`id` text PRIMARY KEY NOT NULL,
	`ticket` text NOT NULL,
	`num` integer NOT NULL,
	`officer` text NOT NULL,
	`by_officer` text NOT NULL,
	`at` integer NOT NULL,
	`withdrawn_at` integer,
	`seen_at` integer
);

--> statement-breakpoint
CREATE UNIQUE INDEX `commendation_once` ON `commendation` (`ticket`,`officer`) WHERE withdrawn_at IS NULL;
--> statement-breakpoint
CREATE INDEX `commendation_officer` ON `commendation` (`officer`,`at`);
--> statement-breakpoint
CREATE INDEX `ticket_received_at` ON `ticket` (`received_at`);
--> statement-breakpoint
CREATE INDEX `ticket_opened_at` ON `ticket` (`opened_at`) WHERE opened_at IS NOT NULL;
--> statement-breakpoint
CREATE INDEX `ticket_closed_at` ON `ticket` (`closed_at`) WHERE closed_at IS NOT NULL;
