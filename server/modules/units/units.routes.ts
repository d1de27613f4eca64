import { Hono } from 'hono';
import type { HttpEnv } from '../../http/env.ts';
import { valid } from '../../http/validate.ts';
import { findUnits, readUnit } from './list.usecases.ts';
import { listUnitsQuery } from './units.schemas.ts';
import type { UnitDirectory } from './units.types.ts';

/** Looking the organisation up. Mounted at `/api/v1`. */
export function createUnitRoutes(deps: { readonly directory: UnitDirectory }) {
  return new Hono<HttpEnv>()
    .get('/units', valid('query', listUnitsQuery), (context) =>
      context.json(findUnits({ deps, actor: context.get('actor'), input: context.req.valid('query') })),
    )
    .get('/units/:id', (context) =>
      context.json(readUnit({ deps, actor: context.get('actor'), input: { id: context.req.param('id') } })),
    );
}
