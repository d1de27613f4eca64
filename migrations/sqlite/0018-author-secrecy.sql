ALTER TABLE `ticket` ADD `secrecy` text;
