import { z } from 'zod';

const id = z.string().min(1).max(80);
const pin = z.string().max(20);

export const registerInput = z.object({
  position: id.optional(),
  label: z.string().trim().min(1, 'required').max(60, 'too_long'),
  pin,
});
export const pinInput = z.object({ pin });

export const successorsQuery = z.object({ position: id, q: z.string().max(100).default('') });
export const offerInput = z.object({ position: id, to: id, note: z.string().trim().max(2000, 'too_long').default('') });
export const acceptInput = z.object({ pin: pin.optional() });
export const endInput = z.object({ how: z.enum(['withdrawn', 'declined']) });
