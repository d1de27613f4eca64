import { fail } from '../../platform/errors.ts';
import { moveSetting, readSetting, writeSetting } from '../../platform/settings/settings.repository.ts';
import type { Read } from '../../schema.ts';
import type { Actor } from '../officers/actor.types.ts';
import { officerNames } from '../officers/names.usecases.ts';
import { actorName, requireCapability, requirePerson } from '../officers/officers.rules.ts';
import { readSilence, VERDICT_SETTING } from '../tickets/verdict-silence.usecases.ts';
import type { TicketDeps } from '../tickets/tickets.types.ts';
import type { ClosingRule } from './audits.schemas.ts';
import { readAuditShare, SHARE_SETTING, USUAL_SHARE } from './draw.usecases.ts';
import { LOOK_SETTING, readLookShare, USUAL_LOOKS } from './look-draw.usecases.ts';

const VERSION_SETTING = 'closingRule';
const STREAM = 'setting:closings';
const SHOWN = 20;

const USUAL: ClosingRule = { auditShare: USUAL_SHARE, lookShare: USUAL_LOOKS, silentAfterDays: 7 };

const readVersion = async (read: Read): Promise<number> => Number((await readSetting(read, VERSION_SETTING)) ?? 0);

const readCurrent = async (read: Read): Promise<ClosingRule> => ({
  auditShare: await readAuditShare(read),
  lookShare: await readLookShare(read),
  silentAfterDays: (await readSilence(read)).silentAfterDays,
});

const officerOf = (actor: string): string => /^officer:([^/]+)/.exec(actor)?.[1] ?? '';

/** Which closings others look at again, and who has set that when. Throws officers.not_allowed. */
export async function readClosingRule(deps: Pick<TicketDeps, 'db' | 'events'>, actor: Actor) {
  requireCapability(actor, 'admin.system');
  const { read } = deps.db;
  const set = (await deps.events.ofStream(STREAM)).slice(-SHOWN).reverse();
  const names = await officerNames(
    read,
    set.map((event) => officerOf(event.actor)),
  );
  return {
    ...{ rule: await readCurrent(read), version: await readVersion(read), usual: USUAL },
    history: set.map(({ at, actor: by, data }) => ({
      ...{ version: Number(data.version), at, by: names.get(officerOf(by)) ?? null },
      rule: {
        ...{ auditShare: Number(data.auditShare), lookShare: Number(data.lookShare) },
        silentAfterDays: Number(data.silentAfterDays),
      },
    })),
  };
}

/**
 * Sets which closings others look at again, after the rule that was seen: for what is closed from now on. Throws
 * officers.not_allowed, audits.rule_changed.
 */
export async function setClosingRule(
  deps: Pick<TicketDeps, 'db' | 'events'>,
  { actor, rule, version }: { actor: Actor; rule: ClosingRule; version: number },
): Promise<{ version: number }> {
  requirePerson(requireCapability(actor, 'admin.system'));
  const next = version + 1;
  await deps.db.write(async (tx) => {
    if (!(await moveSetting(tx, { name: VERSION_SETTING, from: version, to: next })))
      fail({ code: 'audits.rule_changed', kind: 'conflict' });
    await writeSetting(tx, { name: SHARE_SETTING, value: rule.auditShare });
    await writeSetting(tx, { name: LOOK_SETTING, value: rule.lookShare });
    await writeSetting(tx, { name: VERDICT_SETTING, value: { silentAfterDays: rule.silentAfterDays } });
    await deps.events.append(tx, [
      {
        ...{ stream: STREAM, type: 'closings.rule-set', actor: actorName(actor, 'admin.system') },
        data: { version: next, ...rule },
      },
    ]);
  });
  return { version: next };
}
