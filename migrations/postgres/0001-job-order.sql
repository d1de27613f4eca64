DROP INDEX "job_due";
--> statement-breakpoint
CREATE INDEX "job_due" ON "job" USING btree ("queue","state","priority","run_at");
