import { Hono, type Context } from 'hono';
import type { HttpEnv } from '../../http/env.ts';
import { addressOf } from '../../http/session.ts';
import { isDomainError } from '../../platform/errors.ts';
import { beginPublicTry } from '../officers/throttle.usecases.ts';
import { actByLink, readLink, type LinkAct, type LinkDeps } from './link.usecases.ts';

type RouteDeps = LinkDeps & { readonly config: { readonly secret: string; readonly publicUrl: string | null } };

const NONE = { code: 'notify.link_gone' };

/** Runs work for whoever shows a token; wrong ones are counted by address. */
async function counted<Result>(c: Context<HttpEnv>, deps: RouteDeps, work: () => Promise<Result>): Promise<Result> {
  const tried = await beginPublicTry(deps, { kind: 'link', address: addressOf(c, deps.config) });
  try {
    const result = await work();
    await tried.withdrawn();
    return result;
  } catch (error) {
    if (!isDomainError(error) || error.code !== NONE.code) await tried.withdrawn();
    throw error;
  }
}

/** What the page of a one-time link shows. Mounted at `/api/public`. */
export const createLinkRoutes = (deps: RouteDeps) =>
  new Hono<HttpEnv>().get('/links/:token', async (c) =>
    c.json(await counted(c, deps, () => readLink(deps, c.req.param('token')))),
  );

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

/**
 * The form of a one-time link, without script: the answer is a page again. Only this uses a link; looking at it changes
 * nothing, since programs that show previews look at every link.
 */
export const createLinkFormRoutes = (deps: RouteDeps) =>
  new Hono<HttpEnv>().post('/t/:token', async (c) => {
    const token = c.req.param('token');
    const page = `/t/${encodeURIComponent(token)}`;
    try {
      const input = await readForm(c);
      if (input === null) return c.redirect(page, 303);
      const { next } = await counted(c, deps, () => actByLink(deps, { ...input, token }));
      return c.redirect(next === null ? '/t/done' : `/t/${next}?done=${input.act}`, 303);
    } catch (error) {
      if (!isDomainError(error)) throw error;
      if (error.kind === 'too-many') return c.redirect('/t/wait', 303);
      const problem = PROBLEMS[error.code];
      return c.redirect(problem === undefined ? page : `${page}?problem=${problem}`, 303);
    }
  });
