import { Hono, type Context, type MiddlewareHandler } from 'hono';
import { limitBody } from '../../http/body-limit.ts';
import type { HttpEnv } from '../../http/env.ts';
import { addressOf } from '../../http/session.ts';
import { isDomainError } from '../../platform/errors.ts';
import { beginPublicTry } from '../officers/throttle.usecases.ts';
import { linkReader } from '../readers/reading.rules.ts';
import type { ReaderLog } from '../readers/readers.types.ts';
import {
  actByLink,
  isKnownToken,
  readLink,
  requireLink,
  whoseLink,
  type LinkAct,
  type LinkDeps,
} from './link.usecases.ts';

type RouteDeps = LinkDeps & { readonly config: { readonly secret: string; readonly publicUrl: string | null } };

type Work<Result> = (token: string) => Promise<Result>;

const MEGABYTE = 1024 * 1024;

/**
 * Runs work for whoever shows a token. What is none, used or expired ones aside, is counted by address; whoever has one
 * is not kept waiting by those who guess.
 */
async function counted<Result>(c: Context<HttpEnv>, deps: RouteDeps, work: Work<Result>): Promise<Result> {
  const token = c.req.param('token') ?? '';
  if (!(await isKnownToken(deps, token)))
    await beginPublicTry(deps, { kind: 'link', address: addressOf(c, deps.config) });
  return work(token);
}

/** What the page of a one-time link shows. Mounted at `/api/public`. */
export const createLinkRoutes = (deps: RouteDeps & { readonly readers: Pick<ReaderLog, 'note'> }) =>
  new Hono<HttpEnv>().get('/links/:token', async (c) => {
    const shown = await counted(c, deps, (token) => readLink(deps, token));
    const { ticket, position } = await whoseLink(deps, c.req.param('token'));
    deps.readers.note({ ticket, position, officer: linkReader(position), kind: 'link' });
    return c.json(shown);
  });

const ACTS = ['picked-up', 'reached', 'not-reached', 'report'] as const;

async function readForm(c: Context<HttpEnv>): Promise<LinkAct | null> {
  const form: Record<string, unknown> = await c.req.parseBody().catch(() => ({}));
  const text = (name: string): string => (typeof form[name] === 'string' ? form[name].replaceAll('\0', '') : '');
  const act = ACTS.find((one) => one === text('act'));
  if (act === undefined) return null;
  if (act !== 'report') return { act };
  const photo = form.photo instanceof File && form.photo.size > 0 ? form.photo : null;
  return {
    ...{ act, outcome: text('outcome'), line: text('line') },
    photo: photo && { bytes: new Uint8Array(await photo.arrayBuffer()), name: photo.name },
  };
}

/** What the page says to a refusal. */
const PROBLEMS: Readonly<Record<string, string>> = {
  'notify.outcome_needed': 'outcome',
  'notify.line_long': 'line',
  'tickets.file_too_large': 'size',
  'tickets.file_kind': 'kind',
  'evidence.file_quarantined': 'kind',
  'tickets.version_conflict': 'again',
};

const pageOf = (token: string): string => `/t/${encodeURIComponent(token)}`;

/** The page that a refusal leads to; what is none is thrown on. */
function refused(c: Context<HttpEnv>, error: unknown): Response {
  if (!isDomainError(error)) throw error;
  if (error.kind === 'too-many') return c.redirect('/t/wait', 303);
  const page = pageOf(c.req.param('token') ?? '');
  const problem = PROBLEMS[error.code];
  return c.redirect(problem === undefined ? page : `${page}?problem=${problem}`, 303);
}

/** Lets those through whose link can be used: nothing of anybody else's form is read. */
const letIn =
  (deps: RouteDeps): MiddlewareHandler<HttpEnv> =>
  async (c, next) => {
    try {
      await counted(c, deps, (token) => requireLink(deps, token));
    } catch (error) {
      return refused(c, error);
    }
    await next();
  };

const isMultipart = (c: Context<HttpEnv>): boolean =>
  c.req.header('content-type')?.toLowerCase().startsWith('multipart/') === true;

/** A file at most, and one at a time for each link; little where there is none. */
function limitForms(): MiddlewareHandler<HttpEnv> {
  const [withFile, plain] = [limitBody(11 * MEGABYTE), limitBody(16_384)];
  const running = new Set<string>();
  return async (c, next) => {
    if (!isMultipart(c)) return plain(c, next);
    const token = c.req.param('token') ?? '';
    if (running.has(token)) return c.redirect(`${pageOf(token)}?problem=again`, 303);
    running.add(token);
    try {
      return await withFile(c, next);
    } finally {
      running.delete(token);
    }
  };
}

/**
 * The form of a one-time link, without script: the answer is a page again. Only this uses a link; looking at it changes
 * nothing, since programs that show previews look at every link.
 */
export const createLinkFormRoutes = (deps: RouteDeps) =>
  new Hono<HttpEnv>().post('/t/:token', letIn(deps), limitForms(), async (c) => {
    const token = c.req.param('token');
    try {
      const input = await readForm(c);
      if (input === null) return c.redirect(pageOf(token), 303);
      const { next } = await actByLink(deps, { ...input, token });
      if (next !== null) return c.redirect(`${pageOf(next)}?done=${input.act}`, 303);
      return c.redirect(input.act === 'report' ? '/t/done' : pageOf(token), 303);
    } catch (error) {
      return refused(c, error);
    }
  });
