import { z } from 'zod';
import type { Answer } from './client.ts';

/** What the benches read of a ticket that the server answers. */
const ticket = z.object({ id: z.string(), version: z.number(), state: z.string(), urgency: z.string() });
const one = z.object({ ticket });
const page = z.object({ tickets: z.array(ticket), next: z.string().nullable() });
const detail = z.object({ ticket, actions: z.array(z.string()) });

export type SeenTicket = z.infer<typeof ticket>;

function accepted(answer: Answer): unknown {
  if (answer.status >= 400) throw new Error(`the server answered ${answer.status}: ${answer.body.slice(0, 300)}`);
  return JSON.parse(answer.body);
}

export const readTicketOf = (answer: Answer): SeenTicket => one.parse(accepted(answer)).ticket;
export const readPage = (answer: Answer): z.infer<typeof page> => page.parse(accepted(answer));
export const readDetail = (answer: Answer): z.infer<typeof detail> => detail.parse(accepted(answer));

/** The body of a closure that needs no numbers. */
export const closure = (version: number) => ({
  version,
  outcome: 'action_without_fir',
  internalText: 'The beat constable went to the place, spoke with both sides and saw to it that the matter ended.',
  publicAnswer: 'Police went to the place and acted. Thank you for telling us.',
});
