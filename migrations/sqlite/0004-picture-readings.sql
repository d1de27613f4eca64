CREATE TABLE `picture_reading` (
	`message` text NOT NULL,
	`external_id` text NOT NULL,
	`source` text NOT NULL,
	`text` text NOT NULL,
	`confidence` real NOT NULL,
	`officer` text,
	`at` integer NOT NULL,
	PRIMARY KEY(`message`, `external_id`, `source`)
);

