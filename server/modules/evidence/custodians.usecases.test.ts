import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import { createActor } from '../inbound/inbound.testing.ts';
import { createTicketDesk, HAZRATGANJ, LUCKNOW, people, refusal, type TicketDesk } from '../tickets/desk.testing.ts';
import { openTicket } from '../tickets/triage.usecases.ts';
import { endCustody, listCustodians, nameCustodian } from './custodians.usecases.ts';
import { custodyOf } from './on-ticket.usecases.ts';

describe.each(testEngines)('custodians on %s', (engine) => {
  let desk: TicketDesk;
  const local = createActor({ unit: LUCKNOW, role: 'admin' });
  beforeAll(async () => {
    desk = await createTicketDesk(engine);
    const account = { emailVerified: true, createdAt: 1, updatedAt: 1 };
    await desk.deps.db.write((tx) =>
      tx.insertRows(tx.tables.officer, [
        { id: 'off_asha', name: 'Asha Verma', username: 'asha', email: 'asha@localhost', ...account },
        { id: 'off_gone', name: 'Gone', username: 'gone', email: 'gone@localhost', disabledAt: 5, ...account },
      ]),
    );
  });
  afterAll(() => desk.close());

  const name = ({
    officer = 'off_asha',
    unit = LUCKNOW,
    actor = people.admin,
  }: {
    officer?: string;
    unit?: string;
    actor?: typeof local;
  }) => nameCustodian(desk.deps, { actor, officer, unit });

  it('are named and ended by administrators within their reach, never by themselves', async () => {
    expect(await refusal(name({ actor: people.chief }))).toBe('officers.not_allowed');
    expect(await refusal(name({ actor: local, unit: 'u_up_jaunpur' }))).toBe('officers.not_allowed');
    expect(await refusal(name({ officer: people.admin.officer }))).toBe('evidence.custodian_self');
    expect(await refusal(name({ officer: 'off_gone' }))).toBe('evidence.custodian_unknown');
    expect(await refusal(name({ unit: 'u_none' }))).toBe('evidence.custodian_unknown');
    const { id } = await name({});
    expect(await refusal(name({ actor: local }))).toBe('evidence.custodian_named');
    expect(await listCustodians(desk.deps, local)).toMatchObject([{ id, name: 'Asha Verma', until: null }]);
    expect(await refusal(listCustodians(desk.deps, people.chief))).toBe('officers.not_allowed');
    const { id: far } = await name({ unit: 'u_up_jaunpur' });
    expect(await listCustodians(desk.deps, local)).toHaveLength(1);
    expect(await refusal(endCustody(desk.deps, { actor: local, id: far }))).toBe('officers.not_allowed');

    const { id: pleaId, version } = await desk.plea();
    const { ticket } = await openTicket(desk.deps, { actor: people.operator, id: pleaId, version, owner: HAZRATGANJ });
    const isOne = () => custodyOf(desk.deps, { officer: 'off_asha', id: ticket.id });
    expect(await isOne()).toBe(true);
    await endCustody(desk.deps, { actor: people.admin, id });
    await endCustody(desk.deps, { actor: people.admin, id });
    expect(await isOne()).toBe(false);
    const types = (await desk.deps.events.ofStream('officer:off_asha')).map(({ type }) => type);
    expect(types).toEqual(['custodian.named', 'custodian.named', 'custodian.ended']);
    // Named again after it ended.
    await name({});
    expect(await isOne()).toBe(true);
  });
});
