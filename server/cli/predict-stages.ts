import { starterModel } from '../modules/assessment/starter.ts';
import { createGazetteer } from '../modules/geography/gazetteer.rules.ts';
import { toGazetteerUnit } from '../modules/geography/reference-gazetteer.rules.ts';
import { runStages } from '../modules/inbound/stages.ts';
import type { StageInput, StageResult } from '../modules/inbound/stages.types.ts';
import { cluster, type Comparable } from '../modules/matching/cluster.rules.ts';
import { signatureOf } from '../modules/matching/signature.rules.ts';
import { loadReferenceUnits } from '../modules/units/reference.ts';
import { textOf, type Line } from './json-lines.ts';

/** Reads a line with the same stages that run at the desk. */
export interface Reader {
  read(line: Line): StageResult;
  /** English name of a unit. */
  nameOf(unit: string | null): string | null;
  readonly keepThreshold: number;
}

const strings = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];

export const toStageInput = (line: Line): StageInput => ({
  id: textOf(line['id']),
  text: textOf(line['text']),
  tagged: strings(line['tagged']),
  kind: textOf(line['kind']) || undefined,
  author: textOf(line['author']) || undefined,
});

export function createReader(): Reader {
  const units = loadReferenceUnits();
  const model = starterModel();
  const gazetteer = createGazetteer(units.map(toGazetteerUnit));
  const names = new Map(units.map((unit) => [unit.id, unit.names.en]));
  return {
    read: (line) => runStages({ input: toStageInput(line), context: { model, gazetteer } }),
    nameOf: (unit) => (unit === null ? null : (names.get(unit) ?? null)),
    keepThreshold: model.keepThreshold,
  };
}

const round = (value: number): number => Math.round(value * 1e6) / 1e6;

type Shape = (input: { result: StageResult; reader: Reader }) => object;

const SHAPES: Readonly<Record<string, Shape>> = {
  actionable: ({ result: { assessment }, reader }) => {
    const label = assessment.answer === 'not-for-us' ? 0 : 1;
    return {
      label,
      reason: assessment.reason,
      score: round(assessment.score),
      kept: label === 1 || assessment.score >= reader.keepThreshold ? 1 : 0,
    };
  },
  category: ({ result: { assessment } }) => ({
    label: assessment.category,
    score: round(assessment.categoryScore),
    alternatives: assessment.categoryAlternatives.map(({ category, score }) => ({
      label: category,
      score: round(score),
    })),
  }),
  urgency: ({ result: { assessment } }) => ({ label: assessment.urgency, score: round(assessment.urgencyScore) }),
  language: ({ result }) => ({ label: result.language }),
  place: ({ result: { place }, reader }) => ({
    district: reader.nameOf(place.district),
    station: reader.nameOf(place.station),
    score: round(place.score),
    spans: place.spans,
    alternatives: place.alternatives.map(({ unit, score }) => ({ unit: reader.nameOf(unit), score: round(score) })),
  }),
  route: ({ result: { route }, reader }) => ({
    unit: reader.nameOf(route.unit),
    unitId: route.unit,
    why: route.why,
    alternatives: route.alternatives.map((unit) => reader.nameOf(unit)),
    second: reader.nameOf(route.second),
  }),
};

/** A message for matching: what the stages said of it, and when and to whom it was said. */
function toComparable({ line, result }: { line: Line; result: StageResult }): Comparable {
  const { id, text, place, assessment, script } = result;
  const time = line['at'];
  const at = typeof time === 'number' ? time : typeof time === 'string' ? Date.parse(time) : Number.NaN;
  const handles = [...new Set([...text.handles, ...strings(line['tagged']).map((handle) => handle.toLowerCase())])];
  const signature = signatureOf({
    text,
    handles,
    at: Number.isFinite(at) ? at : 0,
    district: place.district,
    station: place.station,
    category: assessment.category,
    script,
  });
  return { id, text, signature, at: Number.isFinite(at) ? at : null };
}

export const STAGE_TASKS: readonly string[] = [...Object.keys(SHAPES), 'cluster'];

/** What the desk's own stages say of every line. */
export function predictByStages({ task, lines }: { task: string; lines: readonly Line[] }): object[] {
  const reader = createReader();
  if (task === 'cluster') {
    const comparable = lines.map((line) => toComparable({ line, result: reader.read(line) }));
    const groups = cluster(comparable);
    return comparable.map(({ id }) => ({ id, cluster: groups.get(id) ?? null }));
  }
  const shape = SHAPES[task];
  if (shape === undefined) throw new Error(`Unknown task ${task}`);
  return lines.map((line) => ({ id: textOf(line['id']), ...shape({ result: reader.read(line), reader }) }));
}
