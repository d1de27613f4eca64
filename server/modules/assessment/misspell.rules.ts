import type { Picker } from './starter-text.rules.ts';

/** What thumbs make of common words; the first column is how the starter set writes them. */
const SHORTHANDS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    hai: ['h', 'he', 'hai', 'hy'],
    hain: ['h', 'hai', 'he'],
    nahi: ['nhi', 'ni', 'nai', 'nahin'],
    kar: ['kr'],
    karo: ['kro'],
    kare: ['kre'],
    raha: ['rha'],
    rahe: ['rhe'],
    rahi: ['rhi'],
    me: ['mein', 'm', 'me'],
    aur: ['or', 'nd', 'aur'],
    kya: ['kia', 'kya'],
    gaya: ['gya', 'gaya'],
    gayi: ['gyi', 'gai'],
    please: ['plz', 'pls', 'plzz'],
    you: ['u'],
    your: ['ur'],
    are: ['r', 'are'],
    police: ['polic', 'pulis', 'police'],
    thanks: ['thnx', 'thx'],
    se: ['se', 'sey'],
    ke: ['k'],
    ki: ['ki', 'k'],
    bahut: ['bhut', 'bohot', 'bht'],
    mera: ['mra', 'mera'],
    mujhe: ['mjhe', 'muje'],
    wale: ['vale', 'wale'],
    wala: ['vala', 'wala'],
    ho: ['ho'],
    koi: ['koi', 'koyi'],
    the: ['d', 'the'],
    नहीं: ['नही', 'नहि'],
    हैं: ['है'],
    में: ['मे'],
    यहां: ['यहाँ'],
    कार्रवाई: ['कार्यवाही', 'कारवाई'],
    कृपया: ['कृप्या', 'क्रपया'],
    पुलिस: ['पुलिश', 'पुलीस'],
    मैं: ['मै'],
    गया: ['गया'],
    आहे: ['आहे', 'अहे'],
    नाही: ['नाहि'],
    मध्ये: ['मधे'],
  }),
);

const letter = /\p{L}/u;

/** The text as it is typed in haste: common words cut short, here and there two letters changed places or one doubled. */
export function misspell({ text, pick }: { text: string; pick: Picker }): string {
  const draw = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] as const;
  return text
    .split(' ')
    .map((word) => {
      const short = SHORTHANDS.get(word.toLowerCase());
      if (short !== undefined) return pick(short) ?? word;
      if (word.length < 6 || !/^[a-z]+$/i.test(word) || pick(draw) !== 0) return word;
      const at = 2 + (word.length % 3);
      const [first = '', second = ''] = [word.charAt(at), word.charAt(at + 1)];
      if (!letter.test(first) || !letter.test(second)) return word;
      return pick(draw) === 1
        ? word.slice(0, at) + first + word.slice(at)
        : word.slice(0, at) + second + first + word.slice(at + 2);
    })
    .join(' ');
}
