import again from '../../data/templates/again.json';
import answers from '../../data/templates/outcomes.json';

type Forms = Readonly<Record<'hi' | 'hinglish' | 'en' | 'mr', string>>;

const said = (how: Forms): Readonly<Record<string, Forms>> =>
  Object.fromEntries(
    Object.entries(answers as Record<string, Forms>).map(([outcome, { hi, hinglish, en, mr }]) => [
      outcome,
      {
        hi: hi.replace('{again}', how.hi),
        hinglish: hinglish.replace('{again}', how.hinglish),
        en: en.replace('{again}', how.en),
        mr: mr.replace('{again}', how.mr),
      },
    ]),
  );

/**
 * What a citizen may be told of an outcome, in his language: an officer reads it, completes it and approves it. Places
 * that stay open (`{office}`) are found by the lint, and nothing goes out with one.
 */
export const outcomeAnswers = said(again.written);

/** The same for whoever wrote no message that he could reply to: he telephoned, or came. */
export const spokenAnswers = said(again.spoken);
