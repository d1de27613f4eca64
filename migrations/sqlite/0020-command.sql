CREATE TABLE `closing_look` (
	`id` text PRIMARY KEY NOT NULL,
	`ticket` text NOT NULL,
	`num` integer NOT NULL,
	`closed_at` integer NOT NULL,
	`circle` text NOT NULL,
	`judge` text,
	`closer` text NOT NULL,
	`signs` text NOT NULL,
	`weight` integer NOT NULL,
	`judged` text,
	`officer` text,
	`position` text,
	`judged_at` integer,
	`version` integer
);

--> statement-breakpoint
CREATE UNIQUE INDEX `closing_look_closing` ON `closing_look` (`ticket`,`closed_at`);
--> statement-breakpoint
CREATE INDEX `closing_look_waiting` ON `closing_look` (`weight`,`num`) WHERE judged_at IS NULL;
--> statement-breakpoint
CREATE TABLE `morning_mail` (
	`position` text PRIMARY KEY NOT NULL,
	`unit` text NOT NULL,
	`locale` text NOT NULL,
	`minute` integer NOT NULL,
	`days` text NOT NULL,
	`officer` text NOT NULL,
	`version` integer NOT NULL,
	`updated_at` integer NOT NULL
);

--> statement-breakpoint
CREATE TABLE `morning_send` (
	`position` text NOT NULL,
	`day` text NOT NULL,
	`unit` text NOT NULL,
	`state` text NOT NULL,
	`attempts` integer NOT NULL,
	`error` text,
	`at` integer NOT NULL,
	PRIMARY KEY(`position`, `day`)
);

--> statement-breakpoint
CREATE INDEX `audit_judged` ON `audit` (`judged_at`) WHERE judged_at IS NOT NULL;
