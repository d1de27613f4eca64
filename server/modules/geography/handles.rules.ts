import { foldWord } from '../language/fold.rules.ts';
import type { Gazetteer } from './gazetteer.rules.ts';

const office = /(?:traffic)?_?(?:police|polis|pol|cops?|city|up|commissionerate|ssp|sp|cp|dcp)_?/g;

/** The district or station whose own handle this is: by the list, else by a district's name beside a police word. Null for state and zone handles. */
export function districtOfHandle({ handle, gazetteer }: { handle: string; gazetteer: Gazetteer }): string | null {
  const key = `@${handle.replace(/^[@＠]/, '').toLowerCase()}`;
  const listed = gazetteer.handles.get(key);
  if (listed !== undefined) return gazetteer.districtOf(listed) === null ? null : listed;
  const name = key.slice(1);
  if (!/pol|cop|traffic/.test(name)) return null;
  const bare = name.replace(office, '');
  if (bare.length < 4) return null;
  const entry = gazetteer.names.get(foldWord(bare))?.find((bearer) => bearer.level === 'district' && !bearer.isAlias);
  return entry?.unit ?? null;
}
