import { createXDriver } from '../channels/drivers/x/driver.ts';
import { parseEnvelope, storeEnvelope } from '../inbound/envelopes.usecases.ts';
import { createActor } from '../inbound/inbound.testing.ts';
import { capabilitiesOf } from '../officers/officers.rules.ts';
import type { Engine } from '../../platform/db/port.ts';
import type { Actor } from '../officers/actor.types.ts';
import { createTicketDesk, HAZRATGANJ, LUCKNOW, people, type Person } from '../tickets/desk.testing.ts';
import type { SecondMatter } from '../tickets/split.usecases.ts';
import { openTicket } from '../tickets/triage.usecases.ts';
import type { Ticket } from '../tickets/tickets.types.ts';
import type { Office, Offices } from './people.rules.ts';
import type { SpreadDeps } from './spread.types.ts';

/** A second matter that complains of the station of Hazratganj. */
export const ACCUSING: SecondMatter & { readonly summary: string } = {
  ...{ text: 'The SHO of Hazratganj asks for a bribe before he writes the FIR', category: 'police-misconduct' },
  aboutPolice: 'yes',
  summary: 'A theft at the crossing',
  owner: HAZRATGANJ,
  accusation: 'moves',
};

const RANKS = { operator: 'operator', station: 'sho', district: 'cp', state: 'dgp' } as const;
type Kind = keyof typeof RANKS;

/** Officers whose ranks the ladder knows, at the places of `people`. */
const officer = (unit: string, role: Kind): Actor => {
  const actor = createActor({ unit, role });
  return { ...actor, posts: actor.posts.map((post) => ({ ...post, rank: RANKS[role] })) };
};

export const ranked: Readonly<Record<Person | 'colleague', Actor>> = {
  ...people,
  operator: officer('u_up', 'operator'),
  station: officer(HAZRATGANJ, 'station'),
  commissioner: officer(LUCKNOW, 'district'),
  chief: officer('u_up', 'state'),
  colleague: { ...officer('u_up', 'operator'), officer: 'off_colleague' },
};

const office = (unit: string, role: Kind): Office => ({
  ...{ id: `pos_${unit}_${role}`, unit, rank: RANKS[role], role },
  title: { en: `${RANKS[role]} ${unit}`, hi: unit, mr: null },
  holder: { officer: `off_${unit}_${role}`, name: unit },
});

const OFFICES = [
  office('u_up', 'operator'),
  office('u_up', 'state'),
  office(LUCKNOW, 'district'),
  office(HAZRATGANJ, 'station'),
];

const offices: Offices = {
  office: (id) => OFFICES.find((one) => one.id === id) ?? null,
  officesOf: (unit) => OFFICES.filter((one) => one.unit === unit),
};

/** A desk where something goes viral, with everybody in his office. */
export async function createSpreadDesk(engine: Engine) {
  const desk = await createTicketDesk(engine);
  const deps = { ...desk.deps, offices } satisfies SpreadDeps;
  let count = 0;
  const number = (): number => (count += 1);

  /** A plea that is opened at Hazratganj. */
  async function opened(): Promise<Ticket> {
    const n = number();
    const { id, version } = await desk.plea({
      id: `55${n}`,
      text: `हजरतगंज चौराहे पर दुकान में चोरी का वीडियो, दो लड़के सामान उठा कर भाग गए ${n * 7919}`,
    });
    desk.clock.advance(60_000);
    return (await openTicket(deps, { actor: ranked.operator, id, version, owner: HAZRATGANJ })).ticket;
  }

  const postOf = async (ticket: string): Promise<string> => {
    const { message } = deps.db.tables;
    const rows = await deps.db.read.select().from(message);
    return rows.find((row) => row.ticket === ticket && row.voice === 'reporter')?.externalId ?? '';
  };

  /** So many reposts of a ticket's post, now. */
  async function repost(ticket: string, many: number): Promise<void> {
    const retweetOf = await postOf(ticket);
    const lines = Array.from({ length: many }, () => {
      const n = number();
      return { id: `77${n}`, text: 'RT', author: `fan${n}`, kind: 'retweet', retweetOf, at: desk.clock.now() };
    });
    await desk.take(lines);
  }

  /** The service counts so many reposts of a post. */
  async function counted(post: string, reposts: number): Promise<void> {
    const one = { id: post, text: 'x', author_id: '9', public_metrics: { retweet_count: reposts } };
    const delivered = { account: 'acc_up', stream: 'mentions', driver: 'x', body: JSON.stringify({ data: [one] }) };
    const envelope = await deps.db.write((tx) =>
      storeEnvelope(deps, tx, { ...delivered, receivedAt: desk.clock.now() }),
    );
    await parseEnvelope({ ...deps, driver: () => createXDriver({}) }, envelope);
  }

  const outbox = async (ticket: string) => {
    const rows = await deps.db.read.select().from(deps.db.tables.outbox);
    return rows.filter((row) => row.ticket === ticket).sort((a, b) => a.createdAt - b.createdAt);
  };
  const types = async (ticket: string): Promise<string[]> =>
    (await deps.events.ofStream(`ticket:${ticket}`)).flatMap(({ type }) => /spread-(.*)/.exec(type)?.[1] ?? []);

  return { ...desk, deps, opened, repost, counted, postOf, outbox, types };
}

export type SpreadDesk = Awaited<ReturnType<typeof createSpreadDesk>>;

/** A district's chief of another place: may do everything but see it. */
export const elsewhere: Actor = {
  ...createActor({ unit: 'u_up_jaunpur', role: 'district' }),
  posts: [
    {
      position: 'pos_elsewhere',
      unit: 'u_up_jaunpur',
      rank: 'sp',
      role: 'district',
      capabilities: capabilitiesOf('district'),
    },
  ],
};
