import { z } from 'zod';

const id = z.string().min(1).max(80);

export const searchQuery = z.object({ q: z.string().max(100).default('') });
export const commendInput = z.object({ officer: id });
export const seenInput = z.object({ ids: z.array(id).min(1).max(60) });
