import { createHmac } from 'node:crypto';
import { Hono } from 'hono';
import { signedIn } from '../../http/actor.ts';
import type { HttpEnv } from '../../http/env.ts';
import { valid } from '../../http/validate.ts';
import { findDemoAccounts } from './accounts.usecases.ts';
import { changeMeInput } from './officers.schemas.ts';
import type { OfficerDeps, Sessions } from './officers.types.ts';
import { changeMe, languagesOf } from './officers.usecases.ts';
import { readWithoutPost } from './without-post.usecases.ts';
import { findOwnSessions, revokeOwnSessions } from './sessions.usecases.ts';

export interface OfficerRouteDeps extends OfficerDeps {
  /** What the database was made as. */
  readonly config: { readonly demo: boolean; readonly secret: string };
  readonly sessions: Sessions;
}

/** The officer's own account, and the demo's accounts. Mounted at `/api`. */
export function createOfficerRoutes(deps: OfficerRouteDeps) {
  return new Hono<HttpEnv>()
    .get('/me', async (context) => {
      const { officer, username, name, locale, posts: held, device, isOnDevice } = signedIn(context);
      const { identity } = await deps.sessions.resolve(context.req.raw.headers);
      const { directory } = deps;
      if (held.some((post) => !directory.office(post.position))) await directory.refresh();
      const posts = held.map((post) => ({
        ...post,
        title: directory.office(post.position)?.title ?? directory.names(post.unit) ?? null,
        unitName: directory.names(post.unit) ?? null,
      }));
      return context.json({
        officer: {
          id: officer,
          username,
          name,
          locale,
          languages: await languagesOf(deps.db.read, officer),
          twoFactorEnabled: identity?.twoFactorEnabled ?? false,
        },
        posts,
        /** For whoever holds none. */
        withoutPost: await readWithoutPost(deps, signedIn(context)),
        demo: deps.config.demo,
        /** By PIN on a station's device. */
        byPin: device !== undefined,
        /** On a station's device, by PIN or in full: it locks itself. */
        onDevice: device !== undefined || isOnDevice === true,
        mustChangePassword: identity?.mustChangePassword ?? false,
        draftKey: createHmac('sha256', deps.config.secret).update(`drafts:${officer}`).digest('base64'),
      });
    })
    .patch('/me', valid('json', changeMeInput), async (context) => {
      const input = context.req.valid('json');
      await changeMe({ deps, actor: context.get('actor'), input });
      return context.json(input);
    })
    .get('/me/sessions', async (context) =>
      context.json({ sessions: await findOwnSessions({ deps, actor: context.get('actor') }) }),
    )
    .post('/me/sessions/revoke-others', async (context) =>
      context.json({
        revoked: await revokeOwnSessions({ deps, actor: context.get('actor'), input: { others: true } }),
      }),
    )
    .post('/me/sessions/:id/revoke', async (context) =>
      context.json({
        revoked: await revokeOwnSessions({
          deps,
          actor: context.get('actor'),
          input: { only: context.req.param('id') },
        }),
      }),
    )
    .get('/demo', async (context) =>
      context.json(deps.config.demo ? { demo: true, accounts: await findDemoAccounts(deps) } : { demo: false }),
    );
}
