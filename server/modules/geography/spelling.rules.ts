/** Keys up to this length are shared by unlike words: `on` and Un, `सेवन` and Siwan. Longer ones hardly ever are. */
export const SHORT_KEY = 6;

const vowelLengths: Readonly<Record<string, string>> = { ई: 'इ', ऊ: 'उ', 'ी': 'ि', 'ू': 'ु', 'ँ': 'ं', ण: 'न', ष: 'श' };

/** One spelling without what people write either way: length of i and u, nukta, doubled letters, z and j. */
export function plainSpelling(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]|़/gu, '')
    .replace(/[ईऊीूँणष]/g, (letter) => vowelLengths[letter] ?? letter)
    .replace(/ph/g, 'f')
    .replace(/[zwq]/g, (letter) => (letter === 'z' ? 'j' : letter === 'w' ? 'v' : 'k'))
    .replace(/ee|ii/g, 'i')
    .replace(/oo|ou/g, 'u')
    .replace(/y\b/g, 'i')
    .replace(/([a-z])\1+/g, '$1');
}
