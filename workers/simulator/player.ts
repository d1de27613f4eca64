import type { Clock } from '../../server/platform/clock/clock.ts';
import type { DemoAnswers, DemoLine } from './stream.ts';
import type { SentItem } from './world.types.ts';
import type { World } from './world.ts';

export interface PlayerOptions {
  readonly world: World;
  readonly lines: readonly DemoLine[];
  readonly answers: DemoAnswers;
  readonly clock: Clock;
  /** 2 plays twice as fast. */
  readonly speed?: number;
  readonly random?: () => number;
}

/** The first lines come at once, so that a new desk is not empty; then one after the other. */
const OPENING_LINES = 25;
const OPENING_GAP_MS = 250;
const GAP_MS = [2_000, 6_000] as const;
const ANSWER_AFTER_MS = [20_000, 90_000] as const;
const ANSWER_SHARE = 0.3;
const REMEMBERED = 2_000;

/** Later rounds tell the same kind of story of other places and people: words of the line that have alternatives change. */
function varied({ line, round }: { line: DemoLine; round: number }): string {
  if (round === 0) return line.text;
  return (line.vary ?? []).reduce((text, words) => {
    const [first = '', ...others] = words;
    const choice = others.length === 0 ? first : (others[(round - 1) % others.length] ?? first);
    return text.replaceAll(first, choice);
  }, line.text);
}

/** Other people speak in later rounds, so that their pleas are their own. */
const speaker = ({ line, round }: { line: DemoLine; round: number }): { handle: string; name: string } => ({
  handle: `${line.author.slice(0, round === 0 ? 15 : 11)}${round === 0 ? '' : `_${round % 1000}`}`,
  name: line.name,
});

/** Plays the authored stream into the world, round after round, and lets some citizens answer what they are told. Returns the way to stop. */
export function playStream({
  world,
  lines,
  answers,
  clock,
  speed = 1,
  random = Math.random,
}: PlayerOptions): () => void {
  const timers = new Set<NodeJS.Timeout>();
  /** Line's own id → the post it became in this round. */
  const posted = new Map<string, string>();
  const handles = new Map<
    string,
    { handle: string; name: string; mood: DemoLine['mood']; language: DemoLine['language'] }
  >();

  const later = (wait: number, act: () => void): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      act();
    }, wait / speed);
    timers.add(timer);
  };
  const between = ([least, most]: readonly [number, number]): number => least + random() * (most - least);
  const reference = (name: 'inReplyTo' | 'quotes' | 'retweetOf', id: string | undefined): Record<string, string> => {
    const target = posted.get(id ?? '');
    return target === undefined ? {} : { [name]: target };
  };

  const play = ({ line, round }: { line: DemoLine; round: number }): void => {
    const author = speaker({ line, round });
    const text = varied({ line, round });
    if (line.kind === 'dm') return void world.directMessage({ author, to: line.to ?? 'Uppolice', text });
    const post = world.post({
      author,
      text,
      at: clock.now(),
      lang: line.lang ?? 'und',
      ...(line.media ? { pictures: line.media } : {}),
      ...(line.point ? { point: line.point } : {}),
      ...(line.place ? { place: line.place } : {}),
      ...reference('inReplyTo', line.inReplyTo),
      ...reference('quotes', line.quotes),
      ...reference('retweetOf', line.retweetOf),
    });
    posted.set(line.id, post.id);
    handles.set(post.id, { ...author, mood: line.mood, language: line.language });
    for (const key of handles.keys()) if (handles.size > REMEMBERED) handles.delete(key);
  };

  const next = (index: number): void => {
    const line = lines[index % lines.length];
    if (!line) return;
    play({ line, round: Math.floor(index / lines.length) });
    later(index + 1 < OPENING_LINES ? OPENING_GAP_MS : between(GAP_MS), () => next(index + 1));
  };

  const answer = (item: SentItem): void => {
    const citizen = handles.get(item.inReplyTo ?? '');
    if (item.kind !== 'reply' || !citizen || random() > ANSWER_SHARE) return;
    const choices = answers[citizen.language][citizen.mood];
    const text = choices[Math.floor(random() * choices.length)];
    if (text === undefined) return;
    later(between(ANSWER_AFTER_MS), () => {
      world.post({
        author: citizen,
        text: `@${item.account} ${text}`,
        inReplyTo: item.id,
        lang: citizen.language === 'en' ? 'en' : 'hi',
      });
    });
  };

  world.onSent(answer);
  next(0);
  return () => {
    for (const timer of timers) clearTimeout(timer);
    timers.clear();
  };
}
