import { parse } from 'csv-parse/sync';
import { fail } from '../../platform/errors.ts';
import type { Actor } from '../officers/actor.types.ts';
import { requireReach } from '../officers/scope.rules.ts';
import { contactsOf } from './contacts.repository.ts';
import { writeContact } from './contacts.usecases.ts';
import { mail, phone } from './notify.schemas.ts';
import type { NotifyDeps, PositionContact } from './notify.types.ts';
import { noContact } from './recipients.usecases.ts';

const MOST = 5000;
const TOGETHER = 100;

interface Wrong {
  readonly line: number;
  readonly code: string;
}

interface Line {
  readonly line: number;
  readonly unit: string;
  readonly phone: string | null;
  readonly mail: string | null;
}

/** Lines of a sheet with the columns unit, phone, mail. Throws notify.csv_unreadable. */
function readLines(csv: string): readonly Readonly<Record<string, string>>[] {
  try {
    const columns = (names: string[]) => names.map((name) => name.trim().toLowerCase());
    const options = { columns, bom: true, trim: true, skip_empty_lines: true, relax_column_count: true, to: MOST };
    const rows: Record<string, string>[] = parse(csv, options);
    const [first] = rows;
    if (!first || !('unit' in first) || !('phone' in first || 'mail' in first)) throw new Error('no such columns');
    return rows;
  } catch {
    return fail({ code: 'notify.csv_unreadable', kind: 'unprocessable', fields: { csv: 'notify.csv_unreadable' } });
  }
}

function check(rows: readonly Readonly<Record<string, string>>[]): { lines: Line[]; errors: Wrong[] } {
  const lines: Line[] = [];
  const errors: Wrong[] = [];
  const seen = new Set<string>();
  for (const [index, row] of rows.entries()) {
    const line = index + 2;
    const [number, address] = [phone.safeParse(row.phone ?? ''), mail.safeParse(row.mail ?? '')];
    const unit = row.unit ?? '';
    if (seen.has(unit)) errors.push({ line, code: 'notify.csv_twice' });
    else if (!number.success) errors.push({ line, code: 'notify.bad_phone' });
    else if (!address.success) errors.push({ line, code: 'notify.bad_mail' });
    else lines.push({ line, unit, phone: number.data, mail: address.data });
    seen.add(unit);
  }
  return { lines, errors };
}

/**
 * Official numbers and addresses of the heads of many units; an empty cell leaves what is there. Shows what would
 * change, and changes it when told to and nothing is wrong with any line: a hundred at a time, behind what people do at
 * the desk. Broken off, it is given again and goes on. Throws officers.not_allowed, notify.csv_unreadable,
 * notify.contact_changed.
 */
export async function importContacts(
  deps: NotifyDeps,
  { actor, csv, apply }: { actor: Actor; csv: string; apply: boolean },
) {
  requireReach({ actor, capability: 'admin.units', tree: deps.directory, unit: null });
  const rows = readLines(csv);
  const { lines, errors } = check(rows);
  const heads = lines.map((line) => ({ ...line, office: deps.directory.headOf(line.unit) }));
  for (const { line, office } of heads) if (office === null) errors.push({ line, code: 'notify.csv_no_office' });
  const known = await contactsOf(
    deps.db.read,
    heads.flatMap(({ office }) => office?.id ?? []),
  );
  const changes = heads.flatMap(({ line, office, ...cells }) => {
    if (office === null) return [];
    const before = known.get(office.id) ?? noContact(office.id);
    const contact: PositionContact = {
      ...before,
      ...{ phone: cells.phone ?? before.phone, mail: cells.mail ?? before.mail },
    };
    const isSame = contact.phone === before.phone && contact.mail === before.mail;
    return isSame ? [] : [{ line, title: office.title, contact }];
  });
  const applied = apply && errors.length === 0;
  for (let from = 0; applied && from < changes.length; from += TOGETHER)
    await deps.db.write(
      async (tx) => {
        for (const { contact } of changes.slice(from, from + TOGETHER))
          await writeContact(deps, tx, { actor, contact });
      },
      { lane: 'batch' },
    );
  const shown = changes.map(({ line, title, contact }) => ({ line, title, phone: contact.phone, mail: contact.mail }));
  return { rows: rows.length, changes: shown, errors: errors.sort((a, b) => a.line - b.line), applied };
}
