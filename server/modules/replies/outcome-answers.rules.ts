import answers from '../../data/templates/outcomes.json';

type Forms = Readonly<Record<'hi' | 'hinglish' | 'en' | 'mr', string>>;

/**
 * What a citizen may be told of an outcome, in his language: an officer reads it, completes it and approves it. Places
 * that stay open (`{office}`) are found by the lint, and nothing goes out with one.
 */
export const outcomeAnswers: Readonly<Record<string, Forms>> = answers;
