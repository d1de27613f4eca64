CREATE TABLE `station_device` (
	`id` text PRIMARY KEY NOT NULL,
	`position` text NOT NULL,
	`token_hash` text NOT NULL,
	`label` text NOT NULL,
	`pin_hash` text,
	`officer` text,
	`failures` integer NOT NULL,
	`registered_by` text NOT NULL,
	`registered_at` integer NOT NULL,
	`unlocked_at` integer,
	`ended_at` integer
);

--> statement-breakpoint
CREATE UNIQUE INDEX `station_device_token` ON `station_device` (`token_hash`);
--> statement-breakpoint
CREATE INDEX `station_device_position` ON `station_device` (`position`);
--> statement-breakpoint
CREATE TABLE `device_session` (
	`id` text PRIMARY KEY NOT NULL,
	`token_hash` text NOT NULL,
	`device` text NOT NULL,
	`position` text NOT NULL,
	`officer` text NOT NULL,
	`created_at` integer NOT NULL,
	`seen_at` integer NOT NULL,
	`expires_at` integer NOT NULL
);

--> statement-breakpoint
CREATE UNIQUE INDEX `device_session_token` ON `device_session` (`token_hash`);
--> statement-breakpoint
CREATE INDEX `device_session_device` ON `device_session` (`device`);
--> statement-breakpoint
CREATE INDEX `device_session_officer` ON `device_session` (`officer`);
--> statement-breakpoint
CREATE TABLE `charge_handover` (
	`id` text PRIMARY KEY NOT NULL,
	`position` text NOT NULL,
	`unit` text NOT NULL,
	`from_officer` text NOT NULL,
	`to_officer` text NOT NULL,
	`note` text NOT NULL,
	`in_hand` integer NOT NULL,
	`red` integer NOT NULL,
	`overdue` integer NOT NULL,
	`at` integer NOT NULL,
	`ended_at` integer,
	`ending` text
);

--> statement-breakpoint
CREATE UNIQUE INDEX `charge_handover_open` ON `charge_handover` (`position`) WHERE ended_at IS NULL;
--> statement-breakpoint
CREATE INDEX `charge_handover_to` ON `charge_handover` (`to_officer`) WHERE ended_at IS NULL;
--> statement-breakpoint
CREATE INDEX `ticket_board` ON `ticket` ((CASE WHEN urgency = 'life-risk' THEN 0 WHEN wrote_again_at IS NOT NULL THEN 1 WHEN due_at IS NULL THEN 9007199254740990 ELSE due_at END),`num`) WHERE state IN ('open', 'in_process');
