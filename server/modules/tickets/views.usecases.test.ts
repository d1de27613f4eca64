import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import { createTicketDesk, people, refusal, type TicketDesk } from './desk.testing.ts';
import { bodies } from './tickets.schemas.ts';
import { listViews, removeView, saveView } from './views.usecases.ts';

describe.each(testEngines)('saved lists on %s', (engine) => {
  let desk: TicketDesk;
  beforeAll(async () => {
    desk = await createTicketDesk(engine);
  });
  afterAll(() => desk.close());
  const names = async (actor = people.operator) => (await listViews(desk.deps, actor)).map(({ name }) => name);

  it('stay with the position: its next holder finds them, others do not', async () => {
    await saveView(desk.deps, { actor: people.operator, name: 'Women, Lucknow', search: 'category=women-safety' });
    expect(await names({ ...people.operator, officer: 'off_next' })).toEqual(['Women, Lucknow']);
    expect(await names(people.station)).toEqual([]);
    expect(await names(people.admin)).toEqual([]);
    const [view] = await listViews(desk.deps, people.operator);
    expect(await refusal(removeView(desk.deps, { actor: people.station, id: view?.id ?? '' }))).toBe(
      'tickets.view_unknown',
    );
    const other = people.station.posts[0]?.position;
    const foreign = { actor: people.operator, name: 'x', search: 'state=open', position: other };
    expect(await refusal(saveView(desk.deps, foreign))).toBe('officers.not_allowed');
    expect(await refusal(saveView(desk.deps, { ...foreign, actor: people.admin, position: undefined }))).toBe(
      'officers.not_allowed',
    );
  });

  it('of one name there is one, and what is saved last counts', async () => {
    const save = (search: string) => saveView(desk.deps, { actor: people.operator, name: 'Mine', search });
    const first = await save('state=open');
    expect((await save('state=closed')).id).toBe(first.id);
    const saved = (await listViews(desk.deps, people.operator)).filter(({ name }) => name === 'Mine');
    expect(saved.map(({ search }) => search)).toEqual(['state=closed']);
    await removeView(desk.deps, { actor: people.operator, id: first.id });
    expect(await names()).not.toContain('Mine');
  });

  it('ends at forty', async () => {
    const save = (number: number) =>
      saveView(desk.deps, { actor: people.commissioner, name: `List ${number}`, search: 'state=open' });
    for (let number = 0; number < 40; number += 1) await save(number);
    expect(await refusal(save(40))).toBe('tickets.views_full');
    expect(await refusal(save(3))).toBeNull();
  });
});

it.each([
  ['state=open&category=theft', true],
  ['q=chori&language=mr', true],
  ['', false],
  ['state=nonsense', false],
  ['cursor=5', false],
  ['state=open&next=//evil.example', false],
])('takes filters that the list takes: %s', (search, isTaken) => {
  expect(bodies.saveView.safeParse({ name: 'x', search }).success).toBe(isTaken);
});
