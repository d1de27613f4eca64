import categories from '../../server/data/language/categories.json';
import { foldText } from '../../server/modules/language/fold.rules.ts';
import { deadline } from '../../server/modules/tickets/clock.rules.ts';
import { formatDocket } from '../../server/modules/tickets/docket.rules.ts';
import { createRandom, type Random } from '../random.ts';
import { createTextMaker } from '../texts.ts';
import type { SeedStation, SeedTree } from './units.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEARS = 3 * 365 * DAY;
const EPOCH_2020 = Date.UTC(2020, 0, 1);
const POOL = 4000;
/** On average a ticket. */
const MESSAGES = 1.6;
const EVENTS = 5;

export type SeedState = 'received' | 'ask_back' | 'not_for_us' | 'open' | 'in_process' | 'closed' | 'verified';

export interface SeedMessage {
  readonly id: string;
  readonly external: string;
  readonly voice: 'reporter' | 'voice';
  readonly contact: string;
  readonly text: string;
  readonly salt: string;
  readonly at: number;
}

/** Everything that is known of one ticket; its rows, events and words for search follow from it. */
export interface SeedTicket {
  readonly id: string;
  readonly num: number;
  readonly state: SeedState;
  readonly category: string;
  readonly isProtected: boolean;
  readonly urgency: 'normal' | 'urgent' | 'life-risk';
  readonly language: string;
  readonly desk: string;
  readonly station: SeedStation;
  readonly owner: string | null;
  /** Station complained of: the circle above it owns the ticket. */
  readonly accused: string | null;
  readonly docket: string | null;
  readonly at: number;
  readonly openedAt: number | null;
  readonly inProcessAt: number | null;
  readonly closedAt: number | null;
  readonly verifiedAt: number | null;
  readonly dueAt: number | null;
  readonly conversation: string;
  readonly fold: string;
  readonly messages: readonly SeedMessage[];
  /** Events besides those that the messages and the state bring. */
  readonly extraEvents: number;
}

const MIX: readonly { readonly youngerThan: number; readonly of: readonly (readonly [SeedState, number])[] }[] = [
  {
    youngerThan: 6 * HOUR,
    of: [
      ['received', 50],
      ['open', 25],
      ['in_process', 10],
      ['not_for_us', 15],
    ],
  },
  {
    youngerThan: 10 * DAY,
    of: [
      ['not_for_us', 30],
      ['ask_back', 3],
      ['open', 10],
      ['in_process', 25],
      ['closed', 25],
      ['verified', 7],
    ],
  },
  {
    youngerThan: 60 * DAY,
    of: [
      ['not_for_us', 30],
      ['ask_back', 2],
      ['open', 1],
      ['in_process', 4],
      ['closed', 30],
      ['verified', 33],
    ],
  },
  {
    youngerThan: Infinity,
    of: [
      ['not_for_us', 30],
      ['ask_back', 1],
      ['open', 0.2],
      ['in_process', 0.8],
      ['closed', 8],
      ['verified', 60],
    ],
  },
];

function stateAt(age: number, random: Random): SeedState {
  const of = MIX.find(({ youngerThan }) => age < youngerThan)?.of ?? [];
  let left = random.next() * 100;
  for (const [state, part] of of) if ((left -= part) < 0) return state;
  return 'verified';
}

/** Draws by weight in constant time (Vose's alias method). */
function createDraw(weights: readonly number[], random: Random): () => number {
  const total = weights.reduce((sum, one) => sum + one, 0);
  const scaled = weights.map((one) => (one * weights.length) / total);
  const chance = new Float64Array(weights.length).fill(1);
  const other = new Int32Array(weights.length);
  const small = scaled.flatMap((one, index) => (one < 1 ? [index] : []));
  const large = scaled.flatMap((one, index) => (one < 1 ? [] : [index]));
  while (small.length > 0 && large.length > 0) {
    const low = small.pop() ?? 0;
    const high = large.at(-1) ?? 0;
    chance[low] = scaled[low] ?? 1;
    other[low] = high;
    scaled[high] = (scaled[high] ?? 1) + (scaled[low] ?? 1) - 1;
    if ((scaled[high] ?? 1) < 1) small.push(large.pop() ?? 0);
  }
  return () => {
    const index = random.below(weights.length);
    return random.next() < (chance[index] ?? 1) ? index : (other[index] ?? 0);
  };
}

const timeOf = (at: number): string => `${at.toString(16).padStart(12, '0')}70008`;
const idOf = (prefix: string, time: string, number: number): string =>
  `${prefix}_${time}${number.toString(16).padStart(15, '0')}`;
const externalOf = (number: number): string => `1${String(number).padStart(18, '0')}`;

export interface StreamInput {
  readonly tree: SeedTree;
  readonly count: number;
  readonly seed: number;
  /** When the file is made: the newest tickets came just before. */
  readonly now: number;
}

/**
 * One ticket after another in order of arrival, over three years: the same ones for the same input, so that several
 * processes may each write a part. 1.6 messages and 5 events a ticket.
 */
export function* makeTickets({ tree, count, seed, now }: StreamInput): Generator<SeedTicket> {
  const random = createRandom(seed);
  const make = createTextMaker(random);
  const pool = Array.from({ length: POOL }, () => {
    const made = make();
    return { ...made, fold: foldText(made.text) };
  });
  const draw = createDraw(
    tree.stations.map(({ weight }) => weight),
    random,
  );
  const counters = new Map<string, number>();
  const step = YEARS / count;
  const start = now - MINUTE - YEARS;
  let messageCount = 0;
  let eventCount = 0;
  for (let number = 0; number < count; number++) {
    const at = Math.floor(start + (number + 1) * step);
    const station = tree.stations[draw()];
    const words = pool[random.below(POOL)];
    if (!station || !words) throw new Error('there are no stations to seed');
    const state = stateAt(now - at, random);
    const category = categories[random.below(categories.length)];
    const turn = random.next();
    const urgency = turn < 0.03 ? 'life-risk' : turn < 0.15 ? 'urgent' : 'normal';
    const tail = ` ${10_000 + random.below(90_000)} ${random.below(1000)}`;
    const isOpened = state === 'open' || state === 'in_process' || state === 'closed' || state === 'verified';
    const isDone = state === 'closed' || state === 'verified';
    const after = (from: number, most: number): number =>
      Math.min(now, Math.floor(from + random.next() * random.next() * most));
    const openedAt = isOpened ? after(at, HOUR) : null;
    const inProcessAt = openedAt !== null && state !== 'open' ? after(openedAt, 8 * HOUR) : null;
    const closedAt = inProcessAt !== null && isDone ? after(inProcessAt, 6 * DAY) : null;
    const verifiedAt = closedAt !== null && state === 'verified' ? after(closedAt, 3 * DAY) : null;
    const accused = category?.key === 'police-misconduct' && random.next() < 0.8 ? station.id : null;
    const time = timeOf(at);
    const conversation = idOf('cnv', time, number);
    const day = openedAt === null ? '' : `${station.code}${Math.floor((openedAt + 5.5 * HOUR) / DAY)}`;
    const counter = (counters.get(day) ?? 0) + 1;
    if (openedAt !== null) counters.set(day, counter);
    const behind = Math.floor((number + 1) * MESSAGES) - messageCount;
    const many = behind <= 1 || random.next() < 0.5 ? 1 : Math.min(8, behind);
    const reporter = `con_${random
      .below(Math.max(1, Math.floor(count / 3)))
      .toString(16)
      .padStart(8, '0')}`;
    const messages = Array.from({ length: many }, (_, place): SeedMessage => {
      const own = messageCount + place;
      const isReporter = place === 0 || own % 3 !== 0;
      return {
        id: idOf('msg', time, own),
        external: externalOf(own),
        voice: isReporter ? 'reporter' : 'voice',
        contact: isReporter
          ? reporter
          : `con_${random
              .below(Math.max(1, Math.floor(count / 3)))
              .toString(16)
              .padStart(8, '0')}`,
        text: place === 0 ? words.text + tail : `${pool[random.below(POOL)]?.text ?? ''}${tail}`,
        salt: `s${own.toString(36).padStart(11, '0')}`,
        at: Math.min(now, at + place * 7 * MINUTE),
      };
    });
    const natural =
      many +
      (isOpened ? 1 : 0) +
      (inProcessAt === null ? 0 : 1) +
      (closedAt === null ? 0 : 1) +
      (verifiedAt === null ? 0 : 1) +
      (state === 'not_for_us' || state === 'ask_back' ? 1 : 0);
    const extraEvents = isOpened ? Math.max(0, Math.min(6, (number + 1) * EVENTS - eventCount - natural)) : 0;
    messageCount += many;
    eventCount += natural + extraEvents;
    const due = { received: 'first_response', open: 'pick_up', in_process: 'action' } as const;
    const running = state === 'received' || state === 'open' || state === 'in_process' ? due[state] : null;
    yield {
      id: idOf('tkt', time, number),
      num: (at - EPOCH_2020) * 4096 + (number % 4096),
      state,
      category: category?.key ?? 'other',
      isProtected: category?.protected ?? false,
      urgency,
      language: words.language,
      desk: random.next() < 0.7 ? 'u_up' : station.district,
      station,
      owner: isOpened ? (accused === null ? station.id : (station.path[1] ?? station.id)) : null,
      accused,
      docket: openedAt === null ? null : formatDocket({ code: station.code, at: openedAt, counter }),
      at,
      openedAt,
      inProcessAt,
      closedAt,
      verifiedAt,
      dueAt: running === null ? null : deadline({ kind: running, urgency, from: at }),
      conversation,
      fold: words.fold + tail,
      messages,
      extraEvents,
    };
  }
}
