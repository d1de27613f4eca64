/** How a note names a colleague: `@[Sunita Mishra]`. */
const MARK = /@\[([^\]\n]{1,100})\]/g;
/** What is being typed after an @: a name or its beginning, of two words at most. */
const TYPED = /(?:^|[\s(])@([^\s@[\]]{0,40}(?: [^\s@[\]]{0,40})?)$/u;

export interface Named {
  id: string;
  name: string;
}

const plain = (name: string): string => name.replace(/[[\]\n]/g, ' ').trim();

/** The beginning of a name before the cursor; null where none is being typed. */
export function typedName({ text, caret }: { text: string; caret: number }): { q: string; start: number } | null {
  const found = TYPED.exec(text.slice(0, caret));
  const q = found?.[1];
  return q === undefined ? null : { q, start: caret - q.length - 1 };
}

/** Puts a colleague's mark in the place of what was typed; answers where the cursor stands then. */
export function putMark(input: { text: string; start: number; caret: number; name: string }): {
  text: string;
  caret: number;
} {
  const mark = `@[${plain(input.name)}] `;
  const rest = input.text.slice(input.caret).replace(/^ /, '');
  return { text: input.text.slice(0, input.start) + mark + rest, caret: input.start + mark.length };
}

/** Those whose mark still stands in the text. */
export const namedIn = ({ text, known }: { text: string; known: readonly Named[] }): Named[] => {
  const marks = new Set([...text.matchAll(MARK)].map(([, name]) => name));
  return [...new Map(known.filter(({ name }) => marks.has(plain(name))).map((one) => [one.id, one])).values()];
};

/** A note for reading: names apart from the other words. */
export function partsOf(text: string): { text: string; isName: boolean }[] {
  return text
    .split(/(@\[[^\]\n]{1,100}\])/)
    .filter((part) => part !== '')
    .map((part) => {
      const name = /^@\[([^\]\n]{1,100})\]$/.exec(part)?.[1];
      return name === undefined ? { text: part, isName: false } : { text: `@${name}`, isName: true };
    });
}

const isNamed = (value: unknown): value is Named =>
  typeof value === 'object' && value !== null && 'id' in value && 'name' in value;

/** Chosen colleagues as a draft keeps them. */
export function readKnown(kept: string | undefined): Named[] {
  try {
    const value: unknown = JSON.parse(kept === undefined || kept === '' ? '[]' : kept);
    return Array.isArray(value) ? value.filter(isNamed) : [];
  } catch {
    return [];
  }
}
