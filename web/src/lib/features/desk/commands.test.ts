import { expect, it } from 'vitest';
import { en } from '../../i18n/en.ts';
import { hi } from '../../i18n/hi.ts';
import { mr } from '../../i18n/mr.ts';
import { commandsOf, findCommands } from './commands.ts';

const commands = commandsOf({
  isOpen: (name) => name !== 'takeOver',
  actions: ['open', 'note'],
  saved: [{ id: 'view_1', position: 'pos_1', name: 'Kumbh thefts', search: 'state=open&category=theft' }],
});
const names = { locale: 'hi', second: hi, others: [hi, mr] } as const;
const find = (words: string) =>
  findCommands({ commands, words, own: (label) => en[label], names: { ...names, others: [...names.others] } }).map(
    ({ id }) => id,
  );

it('offers what can be done now and nothing else', () => {
  const ids = commands.map(({ id }) => id);
  expect(ids).toContain('act-open');
  expect(ids).toContain('way-claim');
  expect(ids).toContain('view-life-risk');
  expect(ids).not.toContain('act-close');
  expect(ids).not.toContain('way-takeOver');
  expect(new Set(ids).size).toBe(ids.length);
});

it('finds a command by its name in another language', () => {
  expect(find('undo')[0]).toBe('way-undo');
  expect(find(hi['help.undo'])).toContain('way-undo');
  expect(find(mr['skim.title'])).toContain('way-skim');
  expect(find('')).toHaveLength(commands.length);
  expect(find('no such command')).toEqual(['search-words']);
});

it('finds a saved list by its name, and searches for a docket number', () => {
  expect(find('kumbh')).toEqual(['saved-view_1', 'search-words']);
  const [search] = findCommands({ commands, words: ' LKO-261126-0001-4 ', own: (label) => en[label], names: null });
  expect(search).toMatchObject({ kind: 'address', words: 'LKO-261126-0001-4', address: '/desk?q=LKO-261126-0001-4' });
});
