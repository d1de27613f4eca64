CREATE VIRTUAL TABLE `ticket_search` USING fts5(tokens, units, content='', contentless_delete=1, detail=column, tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'");
--> statement-breakpoint
INSERT INTO `ticket_search`(`ticket_search`, rank) VALUES ('pgsz', 2000), ('automerge', 8), ('crisismerge', 64);
--> statement-breakpoint
CREATE VIRTUAL TABLE `ticket_vocabulary` USING fts5vocab('ticket_search', 'instance');
