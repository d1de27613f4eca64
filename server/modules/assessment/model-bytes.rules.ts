import type { AssessmentModel } from './assess.rules.ts';
import type { StoredClassifier } from './classifier.types.ts';
import { readDenseClassifier } from './dense-model.rules.ts';

/** A model that can be kept as bytes. */
export interface StoredModel extends AssessmentModel {
  readonly answers: StoredClassifier;
  readonly categories: StoredClassifier;
  readonly urgencies: StoredClassifier;
}

const FORM = 'pukaar-model-1';
const PARTS = ['answers', 'categories', 'urgencies'] as const;

interface Head extends Pick<AssessmentModel, 'version' | 'calibration' | 'threshold' | 'keepThreshold'> {
  readonly form: string;
  /** Bytes of each part, in their order. */
  readonly lengths: readonly number[];
}

/** Length of the head (4 bytes), the head as JSON, then the classifiers one after the other. */
export function writeAssessmentModel(model: StoredModel): Uint8Array {
  const { version, calibration, threshold, keepThreshold } = model;
  const parts = PARTS.map((part) => model[part].toBytes());
  const lengths = parts.map((part) => part.length);
  const head: Head = { form: FORM, version, calibration, threshold, keepThreshold, lengths };
  const text = new TextEncoder().encode(JSON.stringify(head));
  const bytes = new Uint8Array(lengths.reduce((sum, length) => sum + length, 4 + text.length));
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  bytes.set(text, 4);
  let at = 4 + text.length;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** Reads what `writeAssessmentModel` wrote. Throws on bytes of another form. */
export function readAssessmentModel(given: Uint8Array): StoredModel {
  const bytes = Uint8Array.from(given);
  const length = new DataView(bytes.buffer).getUint32(0, true);
  const { form, lengths, ...rest } = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length))) as Head;
  if (form !== FORM) throw new Error(`This is no model of the form ${FORM}`);
  let at = 4 + length;
  const [answers, categories, urgencies] = lengths.map((size) => {
    const part = readDenseClassifier(bytes.subarray(at, at + size));
    at += size;
    return part;
  });
  if (answers === undefined || categories === undefined || urgencies === undefined)
    throw new Error('A part of the model is missing');
  return { ...rest, answers, categories, urgencies };
}
