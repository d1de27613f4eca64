CREATE TABLE `verdict` (
	`id` text PRIMARY KEY NOT NULL,
	`ticket` text NOT NULL,
	`closed_at` integer NOT NULL,
	`said` text NOT NULL,
	`reason` text,
	`words` text,
	`way` text NOT NULL,
	`position` text,
	`first_at` integer NOT NULL,
	`at` integer NOT NULL,
	`changes` integer NOT NULL,
	`reopened` integer NOT NULL,
	`was` text,
	`version` integer NOT NULL
);

--> statement-breakpoint
CREATE UNIQUE INDEX `verdict_closing` ON `verdict` (`ticket`,`closed_at`);
--> statement-breakpoint
CREATE TABLE `audit` (
	`id` text PRIMARY KEY NOT NULL,
	`ticket` text NOT NULL,
	`num` integer NOT NULL,
	`closed_at` integer NOT NULL,
	`circle` text NOT NULL,
	`judge` text,
	`closer` text NOT NULL,
	`judged` text,
	`note` text,
	`officer` text,
	`position` text,
	`judged_at` integer
);

--> statement-breakpoint
CREATE UNIQUE INDEX `audit_closing` ON `audit` (`ticket`,`closed_at`);
--> statement-breakpoint
CREATE INDEX `audit_waiting` ON `audit` (`closed_at`) WHERE judged_at IS NULL;
