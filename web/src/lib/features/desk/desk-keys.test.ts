import { expect, it } from 'vitest';
import { ACTIONS } from '../ticket/actions.ts';
import { TOGETHER } from '../ticket/incident-acts.ts';
import { LETTERS } from './desk-keys.ts';

it('no letter of the desk stands for two things', () => {
  const all = [...ACTIONS.map(({ key }) => key), ...Object.values(TOGETHER), ...Object.values(LETTERS)];
  expect(all.filter((key, at) => all.indexOf(key) !== at)).toEqual([]);
});
