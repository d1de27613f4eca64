import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import { createTicketDesk, HAZRATGANJ, people, refusal, type TicketDesk } from './desk.testing.ts';
import { endProtectedReader, listProtectedReaders, nameProtectedReader } from './protected-readers.usecases.ts';

const READER = 'pos_up_lucknow_hazratganj_sho';

describe.each(testEngines)('positions that read protected matters on %s', (engine) => {
  let desk: TicketDesk;
  beforeAll(async () => {
    desk = await createTicketDesk(engine);
  }, 120_000);
  afterAll(() => desk.close());

  const title = { en: 'SHO', hi: 'थानाध्यक्ष', mr: null };
  const naming = () => ({ ...desk.deps, offices: { office: () => ({ title, unit: HAZRATGANJ }) } });
  const name = (actor = people.admin, position = READER) =>
    nameProtectedReader(naming(), { actor, position, unit: HAZRATGANJ });

  it('are named by a person, who does not hold them, and by no key behind which he could stand', async () => {
    const key = { ...people.admin, officer: 'key_admin', session: null };
    expect(await refusal(name(key))).toBe('officers.person_needed');
    const [post] = people.admin.posts;
    const both = { ...people.admin, posts: [...people.admin.posts, { ...post, position: READER }] };
    expect(await refusal(name(both as typeof people.admin))).toBe('protected.self');
    expect(await refusal(name(people.chief))).toBe('officers.not_allowed');
    const { id } = await name();
    expect(await refusal(name())).toBe('protected.named');
    expect(await refusal(endProtectedReader(naming(), { actor: key, id }))).toBe('officers.person_needed');
    await endProtectedReader(naming(), { actor: people.admin, id });
    expect(await listProtectedReaders(naming(), people.admin)).toMatchObject([{ id, until: desk.clock.now() }]);
  });
});
