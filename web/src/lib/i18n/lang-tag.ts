/** How a page names the language of a citizen's words to whoever has it read aloud; undefined where it is not known. */
export const langTag = (language: string): string | undefined =>
  language === 'hinglish' ? 'hi-Latn' : ['hi', 'en', 'mr'].includes(language) ? language : undefined;
