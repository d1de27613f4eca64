import { expect, it } from 'vitest';
import authored from '../../data/places/messages.json';
import { normalise } from '../language/normalise.rules.ts';
import { loadReferenceUnits } from '../units/reference.ts';
import { createGazetteer } from './gazetteer.rules.ts';
import { locate } from './locate.rules.ts';
import { toGazetteerUnit } from './reference-gazetteer.rules.ts';

const units = loadReferenceUnits();
const gazetteer = createGazetteer(units.map(toGazetteerUnit));
const nameOf = (id: string | null): string | null => units.find((unit) => unit.id === id)?.names.en ?? null;

interface Labelled {
  readonly text: string;
  readonly district: string | null;
  readonly station: string | null;
  readonly handles: readonly string[];
}

const strings = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
const nameOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const messages = authored.messages.map(([text, district, station, handles]): Labelled => ({
  text: String(text),
  district: nameOrNull(district),
  station: nameOrNull(station),
  handles: strings(handles),
}));

function read({ text, handles }: Labelled): { district: string | null; station: string | null } {
  const tagged = handles.map((handle) => handle.toLowerCase());
  const place = locate({ input: { text, handles: [...tagged, ...normalise(text).handles] }, gazetteer });
  return { district: nameOf(place.district), station: nameOf(place.station) };
}

it('finds the places of messages in all districts, and leaves open what the text leaves open', () => {
  const answers = messages.map((message) => ({ message, answer: read(message) }));
  const withDistrict = answers.filter(({ message }) => message.district !== null);
  const withStation = answers.filter(({ message }) => message.station !== null && message.station !== '-');
  const share = (part: readonly unknown[], whole: readonly unknown[]): number => part.length / whole.length;
  const rightDistrict = withDistrict.filter(({ message, answer }) => answer.district === message.district);
  const wrongDistrict = withDistrict.filter(
    ({ message, answer }) => answer.district !== null && answer.district !== message.district,
  );
  const rightStation = withStation.filter(({ message, answer }) => answer.station === message.station);
  const falseDistrict = answers.filter(({ message, answer }) => message.district === null && answer.district !== null);
  const falseStation = answers.filter(({ message, answer }) => message.station === '-' && answer.station !== null);
  expect(share(rightDistrict, withDistrict)).toBeGreaterThanOrEqual(0.97);
  expect(share(wrongDistrict, withDistrict)).toBeLessThanOrEqual(0.01);
  expect(share(rightStation, withStation)).toBeGreaterThanOrEqual(0.95);
  expect(falseDistrict.length).toBeLessThanOrEqual(2);
  expect(falseStation).toEqual([]);
});
