import { describe, expect, it } from 'vitest';
import { makeTickets } from '../../../../e2e/fixtures/data.ts';
import type { TicketDetail } from '$lib/api/types.ts';
import { SPLIT_FIELDS, secondWords } from './split-fields.ts';

const details = makeTickets(1_790_000_000_000).map(({ detail }) => detail);
const find = (fits: (detail: TicketDetail) => boolean): TicketDetail => {
  const found = details.find(fits);
  if (found === undefined) throw new Error('no such fixture');
  return found;
};
const two = find(({ predictions }) => (predictions[0]?.detail?.matters?.length ?? 0) > 1);
const one = find(({ predictions }) => predictions[0]?.detail?.matters === undefined);
const startOf = (name: string, detail: TicketDetail) =>
  SPLIT_FIELDS.find((field) => field.name === name)?.start?.(detail);
const asked = (name: string, detail: TicketDetail, aboutPolice: string) =>
  SPLIT_FIELDS.find((field) => field.name === name)?.asked?.({ detail, values: { aboutPolice } });

describe('the form with which a second matter is split off', () => {
  it('begins with the part of the message that tells of it, and nobody’s handle', () => {
    expect(secondWords(two)).toBe('थाने में एफआईआर नहीं लिख रहे हैं');
    expect(startOf('category', two)).toBe('fir-not-registered');
  });

  it('begins empty where the stages read one matter', () => {
    expect(secondWords(one)).toBe('');
    expect(startOf('category', one)).toBe('');
  });

  it('takes words apart where one sentence tells of both', () => {
    const text = 'My phone was snatched at the crossing and the SHO will not write the FIR @lkopolice';
    const [message] = two.messages;
    const [prediction] = two.predictions;
    if (message === undefined || prediction === undefined) throw new Error('the fixture has changed');
    const matters = [
      { category: 'theft', words: ['phone'] },
      { category: 'police-misconduct', words: ['fir'] },
    ];
    const detail = {
      ...two,
      messages: [{ ...message, text }],
      predictions: [{ ...prediction, detail: { ...prediction.detail, matters } }],
    };
    expect(secondWords(detail)).toBe('the SHO will not write the FIR');
    expect(startOf('aboutPolice', detail)).toBe('yes');
  });

  it('asks for a summary unless it complains of nobody, and where the complaint stays only of one that has it', () => {
    expect([asked('summary', two, ''), asked('summary', two, 'yes'), asked('summary', two, 'no')]).toEqual([
      true,
      true,
      false,
    ]);
    const accused: TicketDetail = { ...two, ticket: { ...two.ticket, aboutPolice: 'yes' } };
    const free: TicketDetail = { ...two, ticket: { ...two.ticket, aboutPolice: 'no' } };
    expect([
      asked('accusation', accused, ''),
      asked('accusation', accused, 'no'),
      asked('accusation', free, 'yes'),
    ]).toEqual([true, false, false]);
  });
});
