import { Hono } from 'hono';
import type { HttpEnv } from '../../http/env.ts';
import { valid } from '../../http/validate.ts';
import { findUnits, readUnit, toUnitView } from './list.usecases.ts';
import { addUnitName, removeUnitName } from './names.usecases.ts';
import { addNameInput, listUnitsQuery, removeNameInput } from './units.schemas.ts';
import type { UnitDeps } from './units.types.ts';

/** Looking the organisation up, and naming places of it. Mounted at `/api/v1`. */
export function createUnitRoutes(deps: UnitDeps) {
  return new Hono<HttpEnv>()
    .get('/units', valid('query', listUnitsQuery), (context) =>
      context.json(findUnits({ deps, actor: context.get('actor'), input: context.req.valid('query') })),
    )
    .get('/units/:id', (context) =>
      context.json(readUnit({ deps, actor: context.get('actor'), input: { id: context.req.param('id') } })),
    )
    .post('/units/:id/names', valid('json', addNameInput), async (context) => {
      const input = { ...context.req.valid('json'), id: context.req.param('id') };
      const { added, also } = await addUnitName({ deps, actor: context.get('actor'), input });
      const units = also.flatMap((id) => deps.directory.byId(id) ?? []);
      return context.json({ added, also: units.map((unit) => toUnitView(unit, deps.directory)) });
    })
    .post('/units/:id/names/remove', valid('json', removeNameInput), async (context) => {
      const input = { ...context.req.valid('json'), id: context.req.param('id') };
      return context.json(await removeUnitName({ deps, actor: context.get('actor'), input }));
    });
}
