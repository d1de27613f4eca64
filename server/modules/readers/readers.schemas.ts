import { z } from 'zod';

const KEY = /^(\d{1,16})\.(tkt_\w{1,60})\.([a-z]{1,20})$/;

export const lookUpQuery = z.object({
  docket: z.string().trim().min(1).max(60).optional(),
  officer: z.string().min(1).max(80).optional(),
  /** Where the page begins: below this reading. */
  before: z
    .string()
    .regex(KEY)
    .transform((text) => {
      const [, at = '0', ticket = '', kind = ''] = KEY.exec(text) ?? [];
      return { at: Number(at), ticket, kind };
    })
    .optional(),
});
