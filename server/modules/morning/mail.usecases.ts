import { fail } from '../../platform/errors.ts';
import { messageOf } from '../../platform/log/describe-error.ts';
import type { Actor, Locale } from '../officers/actor.types.ts';
import { actorAt, capabilitiesOf, postsWith } from '../officers/officers.rules.ts';
import { WayError, type WayFailure } from '../notify/notify.types.ts';
import { baseOf } from '../notify/deliver.usecases.ts';
import { reach } from '../notify/recipients.usecases.ts';
import { openWays } from '../notify/ways.usecases.ts';
import { dueDay } from './due.rules.ts';
import { allMails, endSend, mailsOf, saveMail, sendsTo, takeSend } from './morning.repository.ts';
import type { MailInput } from './morning.schemas.ts';
import type { MorningDeps, MorningMail, MorningSend } from './morning.types.ts';
import { fileName, readMorning, requireUnit } from './morning.usecases.ts';
import { mailWords, pageOf } from './page.rules.ts';

const SHOWN = 7;
const MOST_ATTEMPTS = 10;
/** A mail of which nothing was heard for so long: its process died, and nobody knows whether it went out. */
const LOST = 10 * 60_000;

/** What the officer's own positions get by mail, and how the last ones went. */
export async function readMails(deps: MorningDeps, actor: Actor) {
  const { read } = deps.db;
  const posts = postsWith(actor, 'ticket.read');
  const mails = await mailsOf(
    read,
    posts.map(({ position }) => position),
  );
  const ways = await openWays(deps, read);
  const now = deps.clock.now();
  const positions = [];
  for (const { position, unit } of posts) {
    const mail = mails.get(position);
    const { to } = await reach(deps, read, { position, ways });
    const sends = await sendsTo(read, { position, limit: SHOWN });
    positions.push({
      ...{ position, unit, title: deps.directory.office(position)?.title ?? null, address: to.mail },
      mail: mail && { unit: mail.unit, language: mail.locale, minute: mail.minute, days: mail.days },
      version: mail?.version ?? 0,
      sends: sends.map(({ day, state, error, at }) => ({
        ...{ day, error, at, state: state === 'sending' && at < now - LOST ? 'unknown' : state },
      })),
    });
  }
  return { hasMail: ways.mail !== null, positions };
}

/**
 * Says what a position gets by mail. Its holder alone may, for his unit and those under it. Throws
 * officers.not_allowed, tickets.not_found, morning.changed.
 */
export async function setMail(
  deps: MorningDeps,
  { actor, position, input }: { actor: Actor; position: string; input: MailInput },
): Promise<{ version: number }> {
  const post = postsWith(actor, 'ticket.read').find((one) => one.position === position);
  if (!post) fail({ code: 'officers.not_allowed', kind: 'forbidden' });
  const { unit } = requireUnit(deps, { actor: { ...actor, posts: [post] }, unit: input.unit });
  const { minute, version } = input;
  const days = [...new Set(input.days)].sort();
  await deps.db.write(async (tx) => {
    const row = {
      ...{ position, unit, locale: input.language, minute, days, version },
      ...{ officer: actor.officer, updatedAt: deps.clock.now() },
    };
    if (!(await saveMail(tx, row))) fail({ code: 'morning.changed', kind: 'conflict' });
    await deps.events.append(tx, [
      {
        ...{ stream: `position:${position}`, type: 'position.morning-mail-set', actor: actorAt(actor, post) },
        data: { unit, minute, days },
      },
    ]);
  });
  return { version: version + 1 };
}

/** A position as somebody who acts: whoever holds it now, or nobody. */
function actorOf({ directory }: MorningDeps, position: string): Actor | null {
  const office = directory.office(position);
  if (!office) return null;
  const { unit, rank, role, holder } = office;
  const officer = holder?.officer ?? `position:${position}`;
  const post = { position, unit, rank, role, capabilities: capabilitiesOf(role) };
  return { officer, username: '', name: holder?.name ?? '', locale: 'hi', posts: [post], session: null };
}

const afterFailure = (failure: WayFailure, attempts: number): Pick<MorningSend, 'state' | 'error'> => {
  if (failure.kind === 'doubtful') return { state: 'unknown', error: failure.code };
  const again = failure.kind === 'busy' && attempts < MOST_ATTEMPTS;
  return { state: again ? 'queued' : 'failed', error: failure.code };
};

/** Makes and sends one page; how it went. Whatever goes wrong is this position's alone. */
async function send(
  deps: MorningDeps,
  { mail, day, attempts }: { mail: MorningMail; day: string; attempts: number },
): Promise<Pick<MorningSend, 'state' | 'error'>> {
  const { read } = deps.db;
  try {
    const actor = actorOf(deps, mail.position);
    if (!actor) return { state: 'failed', error: 'no-position' };
    const ways = await openWays(deps, read);
    const { to } = await reach(deps, read, { position: mail.position, ways });
    if (!ways.mail) return { state: 'failed', error: 'no-mail' };
    const { unit, post } = requireUnit(deps, { actor, unit: mail.unit });
    const locale = mail.locale as Locale;
    const told = { tree: deps.tree, locale };
    const morning = await readMorning(deps, { actor, unit, post });
    const bytes = await deps.printer.print(pageOf(morning, told));
    await ways.mail.tell({
      ...{ ...mailWords(morning, told), values: {}, template: 'morning', red: false, link: null, to, locale },
      id: `${mail.position}-${day}`,
      page: `${baseOf(deps)}/command/${unit}`,
      files: [{ name: fileName(deps, { unit, at: morning.at }), mime: 'application/pdf', bytes }],
    });
    return { state: 'sent', error: null };
  } catch (error) {
    if (error instanceof WayError) return afterFailure(error.failure, attempts);
    deps.log.error('a morning page could not be made', { position: mail.position, message: messageOf(error) });
    return { state: 'failed', error: 'not-made' };
  }
}

/** The day's mail to one position, if nobody else has it; whether it was sent. */
async function sendOne(deps: MorningDeps, { mail, day }: { mail: MorningMail; day: string }): Promise<boolean> {
  const { position, unit } = mail;
  const at = deps.clock.now();
  const taken = await deps.db.write((tx) => takeSend(tx, { position, day, unit, at }), { lane: 'batch' });
  if (!taken) return false;
  const { state, error } = await send(deps, { mail, day, attempts: taken.attempts });
  await deps.db.write(async (tx) => {
    await endSend(tx, { position, day, state, error, at: deps.clock.now() });
    await deps.events.append(tx, [
      { stream: `position:${position}`, type: 'position.morning-mail', actor: 'system', data: { day, unit, state } },
    ]);
  });
  return state === 'sent';
}

/**
 * Mails the pages that are due, each once a day: the row of the day is written before, so that another process, or this
 * one after it died, does not send it again. Of a process that stops the signal ends it between two mails. Returns how
 * many were sent.
 */
export async function sendMornings(deps: MorningDeps, signal?: AbortSignal): Promise<number> {
  const now = deps.clock.now();
  let sent = 0;
  for (const mail of await allMails(deps.db.read)) {
    const day = dueDay(mail, now);
    if (day === null) continue;
    if (signal?.aborted === true) break;
    try {
      if (await sendOne(deps, { mail, day })) sent += 1;
    } catch (error) {
      deps.log.error('a morning page was not mailed', { position: mail.position, message: messageOf(error) });
    }
  }
  return sent;
}
