import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { signedIn } from '../../http/actor.ts';
import type { HttpEnv } from '../../http/env.ts';
import { messageFor } from '../../http/messages.ts';
import { valid } from '../../http/validate.ts';
import { fail, type DomainError } from '../../platform/errors.ts';
import { subcategories } from '../assessment/subcategories.rules.ts';
import { categories } from '../assessment/categories.rules.ts';
import { REASONS } from '../inbound/stages.types.ts';
import { listAlarms, stepAlarm } from './alarm.usecases.ts';
import { addAttachment, FILE_LIMIT, readAttachment } from './attachments.usecases.ts';
import { checkAnswer } from './answer-check.usecases.ts';
import { suggestAnswers } from './bank.usecases.ts';
import { readBrief, shareBrief } from './brief.usecases.ts';
import { actOnMany, previewMany, undoMany, type BulkResult } from './bulk.usecases.ts';
import { undoLast, type Changed } from './change.usecases.ts';
import { createTicket } from './create.usecases.ts';
import { presentFile, readTicket, type Offices } from './detail.usecases.ts';
import { listEvents } from './events.usecases.ts';
import { countTickets, listTickets } from './list.usecases.ts';
import { outcomeAnswers, spokenAnswers } from '../replies/outcome-answers.rules.ts';
import { describeMedia } from './describe.usecases.ts';
import { listFloods, unfoldAuthor } from './flood.usecases.ts';
import { acceptHandover, readHandover, writeHandover } from './handover.usecases.ts';
import { holdTicket, listHolders, releaseTicket } from './lease.usecases.ts';
import { countTogether } from './incident-page.usecases.ts';
import { joinIncident, leaveIncident, tellApart } from './incident.usecases.ts';
import { readMedia } from './media.usecases.ts';
import { DIARY, OUTCOMES } from './outcome.rules.ts';
import { readingBy } from '../readers/reading.rules.ts';
import type { ReadKind, ReaderLog } from '../readers/readers.types.ts';
import { presentRow } from './present.rules.ts';
import { reopenTicket, verifyTicket } from './review.usecases.ts';
import { addNote, replyToCitizen } from './speak.usecases.ts';
import { readRecall, readSkim, skim, unskim } from './skim.usecases.ts';
import { presentSplit, splitTicket } from './split.usecases.ts';
import { closeTicket, takeUpTicket, transferTicket } from './station.usecases.ts';
import { bankQuery, bodies, createBody, eventsQuery, listQuery, skimQuery } from './tickets.schemas.ts';
import { askBack, correctTicket, markNotForUs, openTicket } from './triage.usecases.ts';
import type { TicketDeps } from './tickets.types.ts';
import { readToday } from './today.usecases.ts';
import { listViews, removeView, saveView } from './views.usecases.ts';
import { claimNext, relievedBy } from './waiting.usecases.ts';

const DAY = 86_400_000;

const FILE_HEADERS = {
  // Asked for anew each time: what is quarantined must not come back out of a browser's memory.
  'cache-control': 'private, no-store',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; sandbox",
};

/** Where files are handed out: by their own kind, never run by the browser. */
const fileAnswer = ({ bytes, mime, name }: { bytes: Uint8Array; mime: string; name: string }): Response =>
  new Response(Buffer.from(bytes), {
    headers: {
      ...FILE_HEADERS,
      'content-type': mime,
      'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(name)}`,
    },
  });

/** Tickets for officers and for API keys: list, read, act. */
export const createTicketRoutes = (
  deps: TicketDeps & { readonly offices: Offices; readonly readers: Pick<ReaderLog, 'note'> },
) => {
  /** Notes that the officer of this request has read a ticket, once it was answered. */
  const wasRead = (c: Context<HttpEnv>, { id, kind }: { id: string; kind: ReadKind }): void =>
    deps.readers.note(readingBy(signedIn(c), { ticket: id, kind }));
  const changed = ({ ticket, undoUntil }: Changed) => ({ ticket: presentRow(deps.tree, ticket), undoUntil });
  /** A refusal within an answer, in the reader's language. */
  const why = (c: Context<HttpEnv>, { code }: DomainError) => ({
    code,
    message: messageFor(code, c.get('locale') ?? 'en'),
  });
  const many = (c: Context<HttpEnv>, results: readonly BulkResult[]) => ({
    results: results.map((one) =>
      'done' in one
        ? { id: one.id, ...changed(one.done), refused: null }
        : { id: one.id, refused: why(c, one.refused) },
    ),
  });
  return new Hono<HttpEnv>()
    .get('/tickets', valid('query', listQuery), async (c) => {
      const actor = signedIn(c);
      const { state, cursor, overdue, until, ...query } = c.req.valid('query');
      const page = await listTickets(deps, {
        ...query,
        actor,
        until: until === undefined ? undefined : until + DAY,
        states: state,
        before: cursor ?? null,
        overdueAt: overdue ? deps.clock.now() : undefined,
      });
      const next = page.next === null ? null : String(page.next);
      const together = await countTogether(deps, { actor, tickets: page.tickets });
      return c.json({
        tickets: page.tickets.map((ticket) => ({
          ...presentRow(deps.tree, ticket),
          together: together.get(ticket.id) ?? 0,
        })),
        next,
        scannedTo: page.scannedTo,
      });
    })
    .get('/tickets/counts', async (c) => c.json({ counts: await countTickets(deps, signedIn(c)) }))
    .get('/floods', async (c) => c.json({ floods: await listFloods(deps, signedIn(c)) }))
    .post('/floods/unfold', valid('json', bodies.unfold), async (c) =>
      c.json({ unfolded: await unfoldAuthor(deps, { ...c.req.valid('json'), actor: signedIn(c) }) }),
    )
    .get('/skim', valid('query', skimQuery), async (c) => {
      const { cursor, limit } = c.req.valid('query');
      const { posts, next } = await readSkim(deps, { actor: signedIn(c), before: cursor ?? null, limit });
      return c.json({ posts, next: next === null ? null : String(next) });
    })
    .post('/skim', valid('json', bodies.skim), async (c) =>
      c.json(await skim(deps, { ...c.req.valid('json'), actor: signedIn(c) })),
    )
    .post('/skim/undo', valid('json', bodies.unskim), async (c) =>
      c.json(await unskim(deps, { ...c.req.valid('json'), actor: signedIn(c) })),
    )
    .get('/skim/recall', async (c) => c.json(await readRecall(deps, signedIn(c))))
    .post('/bulk', valid('json', bodies.bulk), async (c) => {
      const { tickets: chosen, work } = c.req.valid('json');
      return c.json(many(c, await actOnMany(deps, { actor: signedIn(c), chosen, work })));
    })
    .post('/bulk/preview', valid('json', bodies.bulk), async (c) => {
      const { tickets: chosen, work } = c.req.valid('json');
      const results = await previewMany(deps, { actor: signedIn(c), chosen, work });
      return c.json({
        results: results.map((one) => ({ id: one.id, refused: 'done' in one ? null : why(c, one.refused) })),
      });
    })
    .post('/bulk/undo', valid('json', bodies.bulkUndo), async (c) =>
      c.json(many(c, await undoMany(deps, { actor: signedIn(c), chosen: c.req.valid('json').tickets }))),
    )
    .get('/views', async (c) => c.json({ views: await listViews(deps, signedIn(c)) }))
    .post('/views', valid('json', bodies.saveView), async (c) =>
      c.json({ view: await saveView(deps, { ...c.req.valid('json'), actor: signedIn(c) }) }, 201),
    )
    .delete('/views/:id', async (c) => {
      await removeView(deps, { actor: signedIn(c), id: c.req.param('id') });
      return c.json({});
    })
    .get('/handover', async (c) => c.json(await readHandover(deps, signedIn(c))))
    .post('/handover', valid('json', bodies.handover), async (c) =>
      c.json(await writeHandover(deps, { ...c.req.valid('json'), actor: signedIn(c) }), 201),
    )
    .post('/handover/:id/accept', async (c) => {
      await acceptHandover(deps, { actor: signedIn(c), id: c.req.param('id') });
      return c.json({});
    })
    .get('/alarms', async (c) => c.json({ alarms: await listAlarms(deps, signedIn(c)) }))
    .post('/tickets/:id/alarm', valid('json', bodies.alarm), async (c) => {
      await stepAlarm(deps, { ...c.req.valid('json'), actor: signedIn(c), id: c.req.param('id') });
      return c.json({});
    })
    .post('/brief', valid('json', bodies.brief), async (c) => {
      const answer = await readBrief(deps, { actor: signedIn(c), typed: c.req.valid('json').for });
      if (answer.brief) wasRead(c, { id: answer.brief.ticket.id, kind: 'brief' });
      return c.json(answer);
    })
    .post('/tickets/:id/brief-shared', valid('json', bodies.briefShared), async (c) => {
      await shareBrief(deps, { ...c.req.valid('json'), actor: signedIn(c), id: c.req.param('id') });
      return c.json({});
    })
    .get('/presence', async (c) => c.json({ holders: await listHolders(deps, signedIn(c)) }))
    .post('/desk/next', valid('json', bodies.next), async (c) => {
      const actor = signedIn(c);
      const ticket = await claimNext(deps, { ...c.req.valid('json'), actor });
      return c.json({ ticket: ticket && presentRow(deps.tree, ticket), onDuty: await relievedBy(deps, actor) });
    })
    .get('/desk/today', async (c) => c.json(await readToday(deps, signedIn(c))))
    .put('/tickets/:id/lease', valid('json', bodies.hold), async (c) =>
      c.json({
        holder: await holdTicket(deps, { ...c.req.valid('json'), actor: signedIn(c), id: c.req.param('id') }),
      }),
    )
    .delete('/tickets/:id/lease', async (c) => {
      await releaseTicket(deps, { actor: signedIn(c), id: c.req.param('id') });
      return c.json({});
    })
    .post('/tickets', valid('json', createBody), async (c) => {
      const ticket = await createTicket(deps, { ...c.req.valid('json'), actor: signedIn(c) });
      return c.json({ ticket: presentRow(deps.tree, ticket) }, 201);
    })
    .get('/tickets/:id', async (c) => {
      const detail = await readTicket(deps, { actor: signedIn(c), id: c.req.param('id') });
      wasRead(c, { id: detail.ticket.id, kind: 'page' });
      return c.json(detail);
    })
    .get('/tickets/:id/answers', valid('query', bankQuery), async (c) => {
      const { reason = null } = c.req.valid('query');
      return c.json({ answers: await suggestAnswers(deps, { actor: signedIn(c), id: c.req.param('id'), reason }) });
    })
    .post('/tickets/:id/open', valid('json', bodies.open), async (c) =>
      c.json(changed(await openTicket(deps, { ...c.req.valid('json'), actor: signedIn(c), id: c.req.param('id') }))),
    )
    .post('/tickets/:id/ask-back', valid('json', bodies.askBack), async (c) =>
      c.json(changed(await askBack(deps, { ...c.req.valid('json'), actor: signedIn(c), id: c.req.param('id') }))),
    )
    .post('/tickets/:id/not-for-us', valid('json', bodies.notForUs), async (c) =>
      c.json(changed(await markNotForUs(deps, { ...c.req.valid('json'), actor: signedIn(c), id: c.req.param('id') }))),
    )
    .post('/tickets/:id/correct', valid('json', bodies.correct), async (c) =>
      c.json(changed(await correctTicket(deps, { ...c.req.valid('json'), actor: signedIn(c), id: c.req.param('id') }))),
    )
    .post('/tickets/:id/split', valid('json', bodies.split), async (c) => {
      const done = await splitTicket(deps, { ...c.req.valid('json'), actor: signedIn(c), id: c.req.param('id') });
      return c.json({ ...changed(done), split: await presentSplit(deps, { actor: signedIn(c), split: done.split }) });
    })
    .post('/tickets/:id/transfer', valid('json', bodies.transfer), async (c) =>
      c.json(
        changed(await transferTicket(deps, { ...c.req.valid('json'), actor: signedIn(c), id: c.req.param('id') })),
      ),
    )
    .post('/tickets/:id/take-up', valid('json', bodies.takeUp), async (c) =>
      c.json(changed(await takeUpTicket(deps, { ...c.req.valid('json'), actor: signedIn(c), id: c.req.param('id') }))),
    )
    .post('/tickets/:id/close', valid('json', bodies.close), async (c) =>
      c.json(changed(await closeTicket(deps, { ...c.req.valid('json'), actor: signedIn(c), id: c.req.param('id') }))),
    )
    .post('/tickets/:id/verify', valid('json', bodies.verify), async (c) =>
      c.json(changed(await verifyTicket(deps, { ...c.req.valid('json'), actor: signedIn(c), id: c.req.param('id') }))),
    )
    .post('/tickets/:id/reopen', valid('json', bodies.reopen), async (c) =>
      c.json(changed(await reopenTicket(deps, { ...c.req.valid('json'), actor: signedIn(c), id: c.req.param('id') }))),
    )
    .post('/tickets/:id/reply', valid('json', bodies.reply), async (c) =>
      c.json(
        changed(await replyToCitizen(deps, { ...c.req.valid('json'), actor: signedIn(c), id: c.req.param('id') })),
      ),
    )
    .post('/tickets/:id/check-answer', valid('json', bodies.checkAnswer), async (c) =>
      c.json({
        findings: await checkAnswer(deps, { ...c.req.valid('json'), actor: signedIn(c), id: c.req.param('id') }),
      }),
    )
    .post('/tickets/:id/note', valid('json', bodies.note), async (c) =>
      c.json(changed(await addNote(deps, { ...c.req.valid('json'), actor: signedIn(c), id: c.req.param('id') }))),
    )
    .post('/tickets/:id/describe', valid('json', bodies.describe), async (c) =>
      c.json(changed(await describeMedia(deps, { ...c.req.valid('json'), actor: signedIn(c), id: c.req.param('id') }))),
    )
    .post('/tickets/:id/join', valid('json', bodies.join), async (c) =>
      c.json(changed(await joinIncident(deps, { ...c.req.valid('json'), actor: signedIn(c), id: c.req.param('id') }))),
    )
    .post('/tickets/:id/apart', valid('json', bodies.apart), async (c) =>
      c.json(changed(await tellApart(deps, { ...c.req.valid('json'), actor: signedIn(c), id: c.req.param('id') }))),
    )
    .post('/tickets/:id/leave-incident', valid('json', bodies.leaveIncident), async (c) =>
      c.json(changed(await leaveIncident(deps, { ...c.req.valid('json'), actor: signedIn(c), id: c.req.param('id') }))),
    )
    .post('/tickets/:id/undo', valid('json', bodies.undo), async (c) =>
      c.json(changed(await undoLast(deps, { ...c.req.valid('json'), actor: signedIn(c), id: c.req.param('id') }))),
    )
    .post(
      '/tickets/:id/attachments',
      bodyLimit({
        maxSize: FILE_LIMIT + 65_536,
        onError: () => fail({ code: 'tickets.file_too_large', kind: 'too-large' }),
      }),
      async (c) => {
        const actor = signedIn(c);
        const { file } = await c.req.parseBody();
        if (!(file instanceof File))
          fail({ code: 'tickets.file_missing', kind: 'unprocessable', fields: { file: 'required' } });
        const attachment = await addAttachment(deps, {
          actor,
          id: c.req.param('id'),
          bytes: new Uint8Array(await file.arrayBuffer()),
          name: file.name,
        });
        return c.json({ attachment: presentFile(attachment) }, 201);
      },
    )
    .get('/tickets/:id/attachments/:attachment', async (c) => {
      const file = await readAttachment(deps, { actor: signedIn(c), ...c.req.param() });
      wasRead(c, { id: c.req.param('id'), kind: 'file' });
      return fileAnswer(file);
    })
    .get('/tickets/:id/media/:message/:external', async (c) => {
      const file = await readMedia(deps, { actor: signedIn(c), ...c.req.param() });
      wasRead(c, { id: c.req.param('id'), kind: 'file' });
      return fileAnswer(file);
    })
    .get('/events', valid('query', eventsQuery), async (c) =>
      c.json(await listEvents(deps, { ...c.req.valid('query'), actor: signedIn(c) })),
    )
    .get('/categories', (c) => {
      signedIn(c);
      return c.json({
        categories: categories.map(({ key, hi, en, mr, ...rest }) => ({
          key,
          name: { hi, en, mr },
          protected: rest.protected,
        })),
        subcategories: subcategories.map(({ key, parent, hi, en, mr }) => ({ key, parent, name: { hi, en, mr } })),
        outcomes: Object.entries(OUTCOMES).map(([key, needs]) => ({
          ...{ key, needs, answers: outcomeAnswers[key] ?? {} },
          /** For whoever has no message to reply to. */
          spoken: spokenAnswers[key] ?? {},
        })),
        diary: DIARY,
        reasons: REASONS.map((key) => ({ key })),
      });
    });
};
