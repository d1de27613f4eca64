DROP INDEX `job_due`;
--> statement-breakpoint
CREATE INDEX `job_due` ON `job` (`queue`,`state`,`priority`,`run_at`);
