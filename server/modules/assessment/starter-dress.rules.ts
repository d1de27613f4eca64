import context from '../../data/language/starter-context.json';
import type { Urgency } from '../inbound/stages.types.ts';
import { towns, type ByTongue, type Picker, type Tongue } from './starter-text.rules.ts';

/** A complaint of the starter set: what is told, without address or entreaty; may hold slots like {lm}. */
export interface Plea {
  readonly core: string;
  readonly category: string;
  readonly tongue: Tongue | 'mixed';
  /** How soon; null where the author left it open. */
  readonly level: Urgency | null;
}

const slots: Readonly<Record<string, ByTongue>> = context.slots;
const openers: ByTongue = context.openers;
const entreaties: ByTongue = context.pleas;
const places: ByTongue = context.places;
const tails: ByTongue = context.tails;
const pressing: ByTongue = context.pressing;
const calm: ByTongue = context.calm;

const slotPattern = /\{(\w+)\}/g;

function fill({ text, tongue, pick }: { text: string; tongue: Tongue; pick: Picker }): string {
  return text.replace(slotPattern, (_, slot: string) => {
    if (slot === 'p' || slot === 'p2') return pick(towns[tongue]) ?? '';
    if (slot === 'v' || slot === 'v2') return pick(context.villages) ?? '';
    return pick(slots[slot]?.[tongue] ?? ['']) ?? '';
  });
}

const plainLatin = /^[\x20-\x7e\u2018-\u201d₹]*$/;

/** Slips of hurried typing: capitals throughout, or a vowel lost in one longer word. */
function slip({ text, pick }: { text: string; pick: Picker }): string {
  if (!plainLatin.test(text)) return text;
  const kind = pick(['none', 'none', 'none', 'none', 'none', 'capitals', 'vowel', 'vowel']);
  if (kind === 'capitals') return text.toUpperCase();
  if (kind !== 'vowel') return text;
  const words = text.split(' ');
  const chosen = pick(words.filter((word) => word.length > 5));
  return words.map((word) => (word === chosen ? word.replace(/(?<=\w)[aeiou](?=\w)/, '') : word)).join(' ');
}

const OFTEN = [true, false];
const SOMETIMES = [true, false, false];

/** The complaint word for word, with its slots filled. */
export function plainPlea({ plea, pick }: { plea: Plea; pick: Picker }): string {
  const tongue = plea.tongue === 'mixed' ? 'hi' : plea.tongue;
  return fill({ text: plea.core, tongue, pick }).trim();
}

/**
 * The complaint as people send it: with and without address, entreaty, a remark beside the matter and a word on the time,
 * in changing order. What stands around it is the same for every category, so that it speaks for none.
 */
export function dressPlea({ plea, pick }: { plea: Plea; pick: Picker }): string {
  const tongue = plea.tongue === 'mixed' ? (pick(['hi', 'hinglish'] as const) ?? 'hi') : plea.tongue;
  const maybe = (list: readonly string[], chance: readonly boolean[]): string =>
    pick(chance) === true ? fill({ text: pick(list) ?? '', tongue, pick }) : '';
  const core = fill({ text: plea.core, tongue, pick });
  const place = maybe(places[tongue], OFTEN);
  const isFirst = pick(OFTEN);
  const time = plea.level === null ? '' : maybe((plea.level === 'normal' ? calm : pressing)[tongue], SOMETIMES);
  const parts = [
    maybe(openers[tongue], OFTEN),
    isFirst === true ? place : '',
    `${core}${pick([',', '.', '', ' !!', '...']) ?? ''}`,
    isFirst === true ? '' : place,
    time,
    maybe(tails[tongue], OFTEN),
    maybe(entreaties[tongue], OFTEN),
  ];
  return slip({ text: parts.filter((part) => part !== '').join(' '), pick });
}
