const joints = /(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=\p{L}\p{M}*)(?=\d)|(?<=\d)(?=\p{L})|_+/u;

/** Words that stand in front of the matter in tags written in one piece, longest first. */
const openings =
  /^(justicefor|standwith|westandwith|westand|wewantjustice|wewant|wedemand|stopcrime|stop|arrest|release|save|boycott|shameon|shame|helpus|help|hang|punish|suspend|thankyou|thanks|missing|stolen|ban)(?=\p{L}{3})/iu;
const endings =
  /(?<=\p{L}{3})(murdercase|rapecase|murder|police|twitter|traffic|commissioner|nagarnigam|news|case|scam|fraud|crime|bachao|live)$/iu;
const shortEndings = /(?<=[a-z]{4})(pol)$/i;
const devanagariOpenings = /^(जस्टिसफॉर|न्यायदो|बचाओ|सेव)(?=\p{L}{2})/u;
const devanagariEndings = /(?<=\p{L}\p{M}*)(पुलिस|पोलीस|बचाओ|हत्याकांड|मर्डर)$/u;

/** Openings that are two or three words themselves. */
const joined: ReadonlyMap<string, string> = new Map([
  ['justicefor', 'justice for'],
  ['standwith', 'stand with'],
  ['westandwith', 'we stand with'],
  ['westand', 'we stand'],
  ['wewantjustice', 'we want justice'],
  ['wewant', 'we want'],
  ['wedemand', 'we demand'],
  ['shameon', 'shame on'],
  ['stopcrime', 'stop crime'],
  ['helpus', 'help us'],
  ['thankyou', 'thank you'],
  ['murdercase', 'murder case'],
  ['rapecase', 'rape case'],
  ['nagarnigam', 'nagar nigam'],
]);

const spell = (piece: string): string => joined.get(piece.toLowerCase()) ?? piece;

const splitWord = (word: string): string =>
  word
    .replace(openings, (piece) => `${spell(piece)} `)
    .replace(devanagariOpenings, '$1 ')
    .replace(endings, (piece) => ` ${spell(piece)}`)
    .replace(shortEndings, ' $1')
    .replace(devanagariEndings, ' $1');

/** Words of a hashtag: `#SaveLucknow` gives `Save Lucknow`, `#justiceforsita` gives `justice for sita`. */
export const splitHashtag = (tag: string): string => tag.split(joints).map(splitWord).join(' ').trim();
