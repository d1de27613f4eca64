import { expect, it } from 'vitest';
import { ACTIONS } from '../ticket/actions.ts';
import { WAYS } from './ways.ts';

it('no key of the desk stands for two things', () => {
  const all = [...ACTIONS.map(({ key }) => key), ...WAYS.map(({ key }) => key)];
  expect(all.filter((key, at) => all.indexOf(key) !== at)).toEqual([]);
});
