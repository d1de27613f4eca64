import { z } from 'zod';
import type { ApiAnswer } from './api.types.ts';
import { FAULTS, type Faults } from './faults.ts';
import { notThere } from './problems.ts';
import type { Vocabulary } from './render.ts';
import type { World } from './world.ts';

const person = z.object({ handle: z.string().regex(/^@?\w{1,20}$/), name: z.string().max(100).optional() });
const bbox = z.tuple([z.number(), z.number(), z.number(), z.number()]);
const newPost = z.object({
  author: person,
  text: z.string().max(25_000),
  at: z.number().optional(),
  inReplyTo: z.string().optional(),
  quotes: z.string().optional(),
  retweetOf: z.string().optional(),
  pictures: z.number().int().min(0).max(4).optional(),
  place: z.object({ fullName: z.string(), type: z.string().optional(), bbox }).optional(),
  point: z.tuple([z.number(), z.number()]).optional(),
  lang: z.string().optional(),
  visibleInMs: z.number().min(0).optional(),
});
const newMessage = z.object({ author: person, to: z.string(), text: z.string().max(10_000) });
const newFault = z.object({
  fault: z.enum(FAULTS),
  method: z.string().optional(),
  path: z.string().optional(),
  times: z.number().int().positive().optional(),
  after: z.number().int().min(0).optional(),
});
const settings = z.object({ vocabulary: z.enum(['tweet', 'post', 'post-only', 'both']) });

export interface ControlInput {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly world: World;
  readonly faults: Faults;
  readonly setVocabulary: (vocabulary: Vocabulary) => void;
}

const ok = (body: Record<string, unknown>): ApiAnswer => ({ status: 200, body });

function done(act: () => void): ApiAnswer {
  act();
  return ok({ done: true });
}

function change({ method, path, body, world, faults, setVocabulary }: ControlInput): ApiAnswer {
  const id = /^\/_sim\/posts\/(\d+)$/.exec(path)?.[1];
  if (method === 'GET' && path === '/_sim/sent') return ok({ sent: world.sent() });
  if (method === 'POST' && path === '/_sim/posts') return ok({ id: world.post(newPost.parse(body)).id });
  if (method === 'POST' && path === '/_sim/dms') return ok({ id: world.directMessage(newMessage.parse(body)).id });
  if (method === 'PUT' && id)
    return ok({ id: world.edit({ id, text: z.object({ text: z.string() }).parse(body).text })?.id ?? null });
  if (method === 'DELETE' && id) return ok({ removed: world.remove(id) });
  if (method === 'PUT' && path === '/_sim/settings') return done(() => setVocabulary(settings.parse(body).vocabulary));
  if (method === 'DELETE' && path === '/_sim/faults') return done(faults.clear);
  if (method === 'POST' && path === '/_sim/faults') return done(() => faults.add(newFault.parse(body)));
  return notThere;
}

/** The other side of the simulator: what citizens do, what goes wrong, what the accounts have sent. */
export function answerControl(input: ControlInput): ApiAnswer {
  try {
    return change(input);
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    return {
      status: 400,
      body: { issues: error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message })) },
    };
  }
}
