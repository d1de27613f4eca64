import { fail } from '../../platform/errors.ts';
import type { Db } from '../../schema.ts';
import type { Actor } from '../officers/actor.types.ts';
import { unitsWith } from '../officers/officers.rules.ts';
import { TICKET_STATES, type UnitTree } from '../tickets/tickets.types.ts';
import { countByState } from './reports.repository.ts';

export interface ReportDeps {
  readonly db: Db;
  readonly tree: UnitTree;
}

const COUNTED = 10_000;

/** Dockets of a unit and everything under it by state, each counted up to ten thousand, for those above it. */
export async function summariseUnit(deps: ReportDeps, { actor, unit }: { actor: Actor; unit: string | undefined }) {
  const own = unitsWith(actor, 'ticket.read');
  const wanted = unit ?? own[0];
  if (!wanted || !own.some((one) => deps.tree.isUnder(wanted, one)))
    fail({ code: 'tickets.not_found', kind: 'not-found' });
  const states: Record<string, { n: number; more: boolean }> = {};
  for (const state of TICKET_STATES) {
    const n = await countByState(deps.db.read, {
      unit: wanted,
      state,
      viewerUnits: own,
      officer: actor.officer,
      limit: COUNTED,
    });
    states[state] = { n, more: n >= COUNTED };
  }
  return { unit: wanted, states };
}
