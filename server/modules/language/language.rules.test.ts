import { expect, it } from 'vitest';
import { readLanguage } from './language.rules.ts';

it.each([
  ['मेरी बाइक कल रात चोरी हो गई है कृपया मदद करें', 'hi', 'Deva'],
  ['आमच्या भागात रोज रात्री मोठा आवाज असतो कृपया कारवाई करा', 'mr', 'Deva'],
  ['meri bike kal raat chori ho gayi hai madad kijiye', 'hinglish', 'Latn'],
  ['my bike was stolen last night, please help', 'en', 'Latn'],
  ['amchya gharasamor roj ratri bhandan hota ahe kahi tari kara', 'mr', 'Latn'],
  ['मेरी बाइक चोरी हो गई please take action as soon as possible', 'mixed', 'mixed'],
  ['آپ کی مدد چاہیے', 'other', 'other'],
  ['😀 👍', 'other', 'other'],
  ['', 'other', 'other'],
])('reads %s as %s', (text, language, script) => {
  expect(readLanguage(text)).toEqual({ language, script });
});
