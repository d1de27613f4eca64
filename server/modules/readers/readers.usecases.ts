import { fail } from '../../platform/errors.ts';
import { parseDocket } from '../tickets/docket.rules.ts';
import type { Actor } from '../officers/actor.types.ts';
import { officerNames } from '../officers/names.usecases.ts';
import { isKey, requireCapability, requirePostAmong, unitsWith } from '../officers/officers.rules.ts';
import { requireSeen } from '../tickets/seen.usecases.ts';
import type { UnitName } from '../tickets/tickets.types.ts';
import type { Sighted } from '../tickets/visible.usecases.ts';
import { isLinkReader } from './reading.rules.ts';
import { readsOfOfficer, readsOfTicket, ticketForReaders, type ReadKey } from './readers.repository.ts';
import type { ReaderDeps, ReadRow } from './readers.types.ts';

const OF_TICKET = 200;
const PAGE = 50;
const NEEDED = 'admin.officers';

/** Rows as they are shown: with names, and by what it was read where no officer is known. */
async function present<Row extends ReadRow>({ db, offices }: ReaderDeps, rows: readonly Row[]) {
  const names = await officerNames(
    db.read,
    rows.map(({ officer }) => officer),
  );
  return rows.map(({ officer, position, kind, at }) => ({
    kind,
    at,
    name: names.get(officer) ?? null,
    by: isLinkReader(officer) ? 'link' : isKey({ officer }) ? 'key' : 'officer',
    title: position === null ? null : (offices.office(position)?.title ?? null),
  }));
}

/** A blind audit is blind to both sides: who read a closing for it is told to administrators alone. */
const withoutAuditor = <Row extends { kind: string; name: string | null; title: UnitName | null }>(row: Row) =>
  row.kind === 'audit' ? { ...row, name: null, title: null } : row;

/**
 * Who read a ticket, for seniors at the unit that has it and above. Throws tickets.not_found, officers.not_allowed.
 */
export async function listReaders(deps: ReaderDeps, { actor, id }: { actor: Actor; id: string }) {
  const { ticket, units } = await requireSeen(deps.db.read, { actor, id });
  const owner = ticket.owner ?? ticket.desk;
  const above = units.filter((unit) => deps.tree.isUnder(owner, unit));
  requirePostAmong(actor, { units: above, capability: 'ticket.verify' });
  const rows = await readsOfTicket(deps.db.read, { ticket: id, limit: OF_TICKET });
  return { readers: (await present(deps, rows)).map(withoutAuditor) };
}

const adminViewer = (actor: Actor): Sighted => ({ officer: actor.officer, units: unitsWith(actor, NEEDED) });

/** Who read the docket of that number, if the administrator's units may see it. */
async function byDocket(deps: ReaderDeps, { viewer, docket }: { viewer: Sighted; docket: string }) {
  const ticket = await ticketForReaders(deps.db.read, { docket, viewer });
  if (!ticket) fail({ code: 'tickets.not_found', kind: 'not-found' });
  const rows = await readsOfTicket(deps.db.read, { ticket: ticket.id, limit: OF_TICKET });
  const shown = await present(deps, rows);
  return { readings: shown.map((one) => ({ ...one, docket: ticket.docket, ticket: ticket.id })), next: null };
}

async function byOfficer(
  deps: ReaderDeps,
  { viewer, officer, before }: { viewer: Sighted; officer: string; before: ReadKey | null },
) {
  const rows = await readsOfOfficer(deps.db.read, { officer, viewer, before, limit: PAGE + 1 });
  const page = rows.slice(0, PAGE);
  const shown = await present(deps, page);
  const last = rows.length > PAGE ? page.at(-1) : undefined;
  return {
    readings: shown.map((one, at) => ({ ...one, docket: page[at]?.docket ?? null, ticket: page[at]?.ticket ?? '' })),
    next: last ? `${last.at}.${last.ticket}.${last.kind}` : null,
  };
}

/**
 * Looks the log up by docket or by officer. An administrator is told of tickets that his units may see, and of no other.
 * Throws officers.not_allowed, tickets.not_found, tickets.docket_malformed.
 */
export async function lookUpReaders(
  deps: ReaderDeps,
  { actor, docket, officer, before }: { actor: Actor; docket?: string; officer?: string; before: ReadKey | null },
) {
  requireCapability(actor, NEEDED);
  const viewer = adminViewer(actor);
  if (docket !== undefined) {
    const number = parseDocket(docket);
    if (!number) fail({ code: 'tickets.docket_malformed', kind: 'not-found' });
    return byDocket(deps, { viewer, docket: number });
  }
  return officer === undefined ? { readings: [], next: null } : byOfficer(deps, { viewer, officer, before });
}
