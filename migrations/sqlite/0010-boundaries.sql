CREATE TABLE `unit_boundary` (
	`unit` text PRIMARY KEY NOT NULL,
	`shape` text NOT NULL,
	`at` integer NOT NULL
);

