import { Hono } from 'hono';
import type { HttpEnv } from '../../http/env.ts';
import { messageFor } from '../../http/messages.ts';
import { valid } from '../../http/validate.ts';
import { importBoundaries } from './boundaries.usecases.ts';
import { importUnits } from './import.usecases.ts';
import { findPositions, toUnitView } from './list.usecases.ts';
import { changePosition, createPosition } from './positions.usecases.ts';
import { createPosting, endPostingNow } from './postings.usecases.ts';
import {
  changePositionInput,
  changeUnitInput,
  closeUnitInput,
  createPositionInput,
  createPostingInput,
  createUnitInput,
  importBoundariesInput,
  importUnitsInput,
  listPositionsQuery,
} from './units.schemas.ts';
import type { BoundaryDeps } from './units.types.ts';
import { changeUnit, closeUnit, createUnit } from './units.usecases.ts';

/** Administration of units, positions and postings. Mounted at `/api/admin`. */
export function createUnitAdminRoutes(deps: BoundaryDeps) {
  const { directory } = deps;
  return new Hono<HttpEnv>()
    .post('/units', valid('json', createUnitInput), async (context) => {
      const unit = await createUnit({ deps, actor: context.get('actor'), input: context.req.valid('json') });
      return context.json({ unit: toUnitView(unit, directory) }, 201);
    })
    .post('/units/import', valid('json', importUnitsInput), async (context) => {
      const report = await importUnits({ deps, actor: context.get('actor'), input: context.req.valid('json') });
      const errors = report.errors.map((error) => ({
        ...error,
        message: messageFor(error.code, context.get('locale')),
      }));
      return context.json({ ...report, errors });
    })
    .post('/units/boundaries', valid('json', importBoundariesInput), async (context) => {
      const report = await importBoundaries({ deps, actor: context.get('actor'), input: context.req.valid('json') });
      const errors = report.errors.map((error) => ({
        ...error,
        message: messageFor(error.code, context.get('locale')),
      }));
      return context.json({ ...report, errors });
    })
    .patch('/units/:id', valid('json', changeUnitInput), async (context) => {
      const input = { ...context.req.valid('json'), id: context.req.param('id') };
      return context.json({
        unit: toUnitView(await changeUnit({ deps, actor: context.get('actor'), input }), directory),
      });
    })
    .post('/units/:id/close', valid('json', closeUnitInput), async (context) => {
      const input = { ...context.req.valid('json'), id: context.req.param('id') };
      return context.json({
        unit: toUnitView(await closeUnit({ deps, actor: context.get('actor'), input }), directory),
      });
    })
    .get('/positions', valid('query', listPositionsQuery), (context) =>
      context.json(findPositions({ deps, actor: context.get('actor'), input: context.req.valid('query') })),
    )
    .post('/positions', valid('json', createPositionInput), async (context) =>
      context.json(
        { position: await createPosition({ deps, actor: context.get('actor'), input: context.req.valid('json') }) },
        201,
      ),
    )
    .patch('/positions/:id', valid('json', changePositionInput), async (context) => {
      const input = { ...context.req.valid('json'), id: context.req.param('id') };
      return context.json({ position: await changePosition({ deps, actor: context.get('actor'), input }) });
    })
    .post('/positions/:id/postings', valid('json', createPostingInput), async (context) => {
      const input = { ...context.req.valid('json'), position: context.req.param('id') };
      return context.json({ posting: await createPosting({ deps, actor: context.get('actor'), input }) }, 201);
    })
    .post('/postings/:id/end', async (context) => {
      const input = { id: context.req.param('id') };
      return context.json({ posting: await endPostingNow({ deps, actor: context.get('actor'), input }) });
    });
}
