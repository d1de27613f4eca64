import type Sqlite from 'better-sqlite3';
import { unitToken } from '../unit-token.ts';
import type { SeedTicket } from './stream.ts';
import type { SeedTree } from './units.ts';

/** Units that may see a ticket: as access.rules says, here from the owner (else the desk) to the root. */
export const unitsOf = (tree: SeedTree, ticket: Pick<SeedTicket, 'owner' | 'desk'>): readonly string[] =>
  tree.pathOf(ticket.owner ?? ticket.desk);

export interface SearchWriter {
  add(ticket: SeedTicket): void;
  end(): void;
}

/** Writes what search finds of tickets. */
export function createSearchWriter(connection: Sqlite.Database, tree: SeedTree): SearchWriter {
  const insert = connection.prepare('INSERT INTO ticket_search (rowid, tokens, units) VALUES (?, ?, ?)');
  const known = new Map<string, string>();
  // Larger pieces are written at once and merged less; the settings of the product stand again afterwards.
  connection.exec(`INSERT INTO ticket_search(ticket_search, rank) VALUES ('hashsize', 67108864), ('automerge', 0)`);
  return {
    add: (ticket) => {
      const from = ticket.owner ?? ticket.desk;
      let units = known.get(from);
      if (units === undefined) known.set(from, (units = unitsOf(tree, ticket).map(unitToken).join(' ')));
      insert.run(ticket.num, ticket.fold, units);
    },
    end: () => {
      connection.exec(`INSERT INTO ticket_search(ticket_search, rank) VALUES ('hashsize', 1048576), ('automerge', 8)`);
    },
  };
}
