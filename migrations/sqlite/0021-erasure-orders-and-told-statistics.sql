CREATE TABLE `statistics_told` (
	`to_day` text PRIMARY KEY NOT NULL,
	`body` text NOT NULL,
	`at` integer NOT NULL
);

--> statement-breakpoint
CREATE TABLE `erasure_order` (
	`id` text PRIMARY KEY NOT NULL,
	`contact` text NOT NULL,
	`officer` text NOT NULL,
	`by_actor` text NOT NULL,
	`reason` text NOT NULL,
	`at` integer NOT NULL,
	`step` integer NOT NULL,
	`backups_until` integer NOT NULL,
	`done_at` integer,
	`kept` integer NOT NULL
);

--> statement-breakpoint
CREATE UNIQUE INDEX `erasure_order_open` ON `erasure_order` (`contact`) WHERE done_at IS NULL;
--> statement-breakpoint
CREATE INDEX `erasure_order_at` ON `erasure_order` (`at`);
--> statement-breakpoint
ALTER TABLE `rollup_state` ADD `moving` text;
--> statement-breakpoint
ALTER TABLE `erasure` ADD `erasure_order` text;
--> statement-breakpoint
CREATE INDEX `erasure_of_order` ON `erasure` (`erasure_order`) WHERE erasure_order IS NOT NULL;
--> statement-breakpoint
CREATE INDEX `feedback_call_unreached` ON `feedback_call` (`ended_at`) WHERE result IN ('not-reached', 'late');
