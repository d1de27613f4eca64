import { zValidator } from '@hono/zod-validator';
import type { ValidationTargets } from 'hono';
import type { z } from 'zod';
import { fail } from '../platform/errors.ts';
import { hasMessage } from './messages.ts';

/** True when a text inside holds the sign NUL, which PostgreSQL cannot keep: refused here rather than a defect there. */
function holdsNul(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0');
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, inner]) => key.includes('\0') || holdsNul(inner));
}

/** Checks a part of the request against a schema; what does not fit is refused field by field. */
export const valid = <Schema extends z.ZodType, Target extends keyof ValidationTargets>(
  target: Target,
  schema: Schema,
) =>
  zValidator(target, schema, (result) => {
    if (result.success) {
      if (holdsNul(result.data)) fail({ code: 'http.invalid', kind: 'invalid', fields: { [target]: 'invalid' } });
      return;
    }
    const fields = result.error.issues.map(
      (issue) => [issue.path.join('.') || target, hasMessage(issue.message) ? issue.message : 'invalid'] as const,
    );
    fail({ code: 'http.invalid', kind: 'invalid', fields: Object.fromEntries(fields) });
  });
