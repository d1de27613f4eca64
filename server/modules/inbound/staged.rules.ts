import type { Message, Prediction } from './inbound.types.ts';
import type { StageInput, StageResult } from './stages.types.ts';

/** What is known beside the message: what its pictures tell, and how its account is filtered. */
export interface Beside {
  /** The words that stand on them. */
  readonly words: string;
  /** Perceptual hashes of the first, of the whole first. */
  readonly prints: readonly bigint[];
  /** From which probability a person sees it; undefined: from the model's own. */
  readonly keepAt?: number | undefined;
}

/** What the stages read of a message. */
export const toInput = (message: Message, { words = '', prints = [], keepAt }: Partial<Beside> = {}): StageInput => ({
  id: message.id,
  text: message.text,
  tagged: message.tagged,
  kind: message.kind,
  at: message.at,
  hasMedia: message.media.length > 0,
  ...(words === '' ? {} : { pictureText: words }),
  ...(prints.length === 0 ? {} : { prints }),
  ...(keepAt === undefined ? {} : { keepAt }),
  ...(message.lat !== null && message.lon !== null ? { geo: { lat: message.lat, lon: message.lon } } : {}),
});

/** What is kept of a stage result. */
export const toPrediction = ({ id, assessment, place, route, modelVersion }: StageResult, at: number): Prediction => ({
  message: id,
  answer: assessment.answer,
  reason: assessment.reason,
  score: assessment.score,
  category: assessment.category,
  categoryScore: assessment.categoryScore,
  urgency: assessment.urgency,
  district: place.district,
  station: place.station,
  placeScore: place.score,
  unit: route.unit,
  routeWhy: route.why,
  detail: {
    because: assessment.because,
    subcategory: assessment.subcategory,
    matters: assessment.matters,
    categoryAlternatives: assessment.categoryAlternatives,
    alternatives: route.alternatives,
    spans: place.spans,
    placeWhy: place.why,
    places: place.because,
  },
  modelVersion,
  at,
});
