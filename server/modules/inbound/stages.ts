import { hasLink } from '../assessment/answer-features.rules.ts';
import { assess, type AssessmentModel } from '../assessment/assess.rules.ts';
import { createEnteredWords, type EnteredWords } from '../assessment/entered-words.rules.ts';
import { readAssessmentModel } from '../assessment/model-bytes.rules.ts';
import { starterModel } from '../assessment/starter.ts';
import { createPhraseFinder } from '../assessment/phrases.rules.ts';
import { asksToStayUnknown } from '../assessment/secrecy.rules.ts';
import { createGazetteer, type Gazetteer } from '../geography/gazetteer.rules.ts';
import { locate } from '../geography/locate.rules.ts';
import { route } from '../geography/route.rules.ts';
import { readLanguage } from '../language/language.rules.ts';
import { normalise } from '../language/normalise.rules.ts';
import { encodeSignature, signatureOf } from '../matching/signature.rules.ts';
import type { NormalisedText } from '../language/language.types.ts';
import type { GazetteerUnit, StageInput, StageResult, StageRunner, TriedMessage, WordTrial } from './stages.types.ts';

/** What the stages look up; all parts are prepared once and only read. */
export interface StageContext {
  readonly model: AssessmentModel;
  readonly gazetteer: Gazetteer;
  /** Words that people entered. */
  readonly entered?: EnteredWords;
}

const handlesOf = (input: StageInput, inText: readonly string[]): string[] => [
  ...new Set([...(input.tagged ?? []).map((handle) => handle.toLowerCase()), ...inText]),
];

/** Copies are told by the citizen's own words, by those of the picture where there are too few. */
const withCopyKey = (text: NormalisedText, own: string): NormalisedText =>
  own === '' ? text : { ...text, copyKey: own };

/** Everything the language work says about one message: pure, bounded in time, never throws. */
export function runStages({ input, context }: { input: StageInput; context: StageContext }): StageResult {
  const { model, gazetteer, entered } = context;
  const own = normalise(input.text);
  const whole = input.pictureText ? `${input.text}\n${input.pictureText}` : input.text;
  const text = whole === input.text ? own : withCopyKey(normalise(whole), own.copyKey);
  // The citizen is answered in the language that the citizen writes, not in that of a photographed paper.
  const { language, script } = readLanguage(own.tokens.length > 0 ? own.plain : text.plain);
  const place = locate({
    input: { text: whole, handles: handlesOf(input, text.handles), geo: input.geo },
    gazetteer,
  });
  const hasPlace = place.district !== null || place.alternatives.length > 0;
  const assessment = assess({
    text,
    model,
    hasPlace,
    isOutside: place.isOutside,
    hasMedia: input.hasMedia ?? false,
    hasLink: hasLink(input.text),
    ...(entered === undefined ? {} : { entered }),
    ...(input.keepAt === undefined ? {} : { keepAt: input.keepAt }),
  });
  const { isOutside: _outside, borderStations: _border, ...guess } = place;
  const spans = place.spans.filter(([, end]) => end <= input.text.length);
  return {
    id: input.id,
    text,
    language,
    script,
    assessment,
    place: { ...guess, spans },
    route: route({ place, aboutPolice: assessment.aboutPolice, gazetteer }),
    asksSecrecy: asksToStayUnknown(text.fold.split(' ')),
    signature: encodeSignature(
      signatureOf({
        text,
        handles: handlesOf(input, text.handles),
        at: input.at ?? 0,
        station: place.station,
        district: place.district,
        category: assessment.category,
        script,
        ...(input.prints === undefined ? {} : { media: input.prints }),
      }),
    ),
    modelVersion: model.version,
  };
}

/** Reads the messages in which the phrase stands twice: with the words in service, and with those that are tried. */
function tryWords({ inputs, phrase, words }: WordTrial, context: StageContext): TriedMessage[] {
  const finder = createPhraseFinder([phrase]);
  const tried = { ...context, entered: createEnteredWords(words) };
  return inputs
    .filter(({ text }) => finder.find(normalise(text).fold.split(' ')).length > 0)
    .map((input) => ({
      id: input.id,
      before: runStages({ input, context }).assessment,
      after: runStages({ input, context: tried }).assessment,
    }));
}

/** Runs the stages in the calling thread: for commands and tests. */
export function createInlineStageRunner(
  input: { model?: AssessmentModel; toGazetteer?: typeof createGazetteer } = {},
): StageRunner {
  const { toGazetteer = createGazetteer } = input;
  const own = input.model ?? starterModel();
  let context: StageContext = { model: own, gazetteer: createGazetteer([]) };
  return {
    run: async (inputs) => inputs.map((message) => runStages({ input: message, context })),
    setUnits: async (units: readonly GazetteerUnit[]) => {
      context = { ...context, gazetteer: toGazetteer(units) };
    },
    setModel: async (bytes) => {
      context = { ...context, model: bytes === null ? own : readAssessmentModel(bytes) };
    },
    setWords: async (words) => {
      context = { ...context, entered: createEnteredWords(words) };
    },
    tryWords: async (trial) => tryWords(trial, context),
    close: async () => undefined,
  };
}
