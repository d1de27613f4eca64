import { Hono } from 'hono';
import { signedIn } from '../../http/actor.ts';
import type { HttpEnv } from '../../http/env.ts';
import { valid } from '../../http/validate.ts';
import { wordBodies, wordQuery } from './lexicon.schemas.ts';
import type { LexiconDeps } from './lexicon.types.ts';
import { editWord, enterWord, previewWord, readWords, removeWord } from './lexicon.usecases.ts';

/** Words that people entered. Mounted at `/api/admin`. */
export const createLexiconRoutes = (deps: LexiconDeps) =>
  new Hono<HttpEnv>()
    .get('/language/words', valid('query', wordQuery), async (c) =>
      c.json({ words: await readWords(deps, { ...c.req.valid('query'), actor: signedIn(c) }) }),
    )
    .post('/language/words', valid('json', wordBodies.enter), async (c) =>
      c.json(await enterWord(deps, { ...c.req.valid('json'), actor: signedIn(c) }), 201),
    )
    .post('/language/words/preview', valid('json', wordBodies.preview), async (c) =>
      c.json(await previewWord(deps, { ...c.req.valid('json'), actor: signedIn(c) })),
    )
    .patch('/language/words/:id', valid('json', wordBodies.change), async (c) =>
      c.json(await editWord(deps, { ...c.req.valid('json'), actor: signedIn(c), id: c.req.param('id') })),
    )
    .post('/language/words/:id/remove', valid('json', wordBodies.remove), async (c) =>
      c.json(await removeWord(deps, { ...c.req.valid('json'), actor: signedIn(c), id: c.req.param('id') })),
    );
