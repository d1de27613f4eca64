import type { Me } from '$lib/api/types.ts';
import { capabilitiesOf } from '$lib/state/session.ts';

const ADMIN_PAGES = [
  { capability: 'admin.units', href: '/admin/units' },
  { capability: 'admin.officers', href: '/admin/officers' },
  { capability: 'admin.channels', href: '/admin/channels' },
  { capability: 'admin.system', href: '/admin/system' },
];

/** Roles that work from the board. */
const FIELD = new Set(['station']);

export const DESK = '/desk?state=received';

export interface Doors {
  desk: string | null;
  board: string | null;
  /** Figures of everything below, for whoever stands above a station. */
  command: string | null;
  admin: string | null;
  /** Handing over a station. */
  charge: string | null;
}

/** The parts of the house that an officer's positions open. */
export function doorsOf(me: Me): Doors {
  const has = capabilitiesOf(me);
  const triage = has.has('ticket.triage');
  return {
    desk: has.has('ticket.read') ? (triage ? DESK : '/desk?state=open') : null,
    board: has.has('ticket.act') || has.has('ticket.verify') ? '/board' : null,
    command: has.has('ticket.verify') ? '/command' : null,
    admin: ADMIN_PAGES.find(({ capability }) => has.has(capability))?.href ?? null,
    charge: me.posts.some(({ role }) => FIELD.has(role)) ? '/charge' : null,
  };
}

export function homeOf(me: Me): string {
  const doors = doorsOf(me);
  if (doors.board !== null && me.posts.every((post) => FIELD.has(post.role))) return doors.board;
  return doors.desk ?? doors.board ?? doors.admin ?? '/account';
}
