import { zValidator } from '@hono/zod-validator';
import type { ValidationTargets } from 'hono';
import type { z } from 'zod';
import { fail } from '../platform/errors.ts';
import { hasMessage } from './messages.ts';

/** Checks a part of the request against a schema; what does not fit is refused field by field. */
export const valid = <Schema extends z.ZodType, Target extends keyof ValidationTargets>(
  target: Target,
  schema: Schema,
) =>
  zValidator(target, schema, (result) => {
    if (result.success) return;
    const fields = result.error.issues.map(
      (issue) => [issue.path.join('.') || target, hasMessage(issue.message) ? issue.message : 'invalid'] as const,
    );
    fail({ code: 'http.invalid', kind: 'invalid', fields: Object.fromEntries(fields) });
  });
