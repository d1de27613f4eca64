const STATIONS = ['हजरतगंज', 'गोमती नगर', 'चौक', 'आलमबाग', 'कैसरबाग', 'अलीगंज', 'महानगर', 'विभूतिखंड'];
const LOST = ['मोबाइल', 'पर्स', 'मोटरसाइकिल', 'सोने की चेन', 'लैपटॉप', 'साइकिल', 'बैग', 'कार'];

/** A theft that nobody else suffered: each is a ticket of its own. */
export function pleaText(index: number): string {
  const station = STATIONS[index % STATIONS.length] ?? '';
  const lost = LOST[Math.floor(index / STATIONS.length) % LOST.length] ?? '';
  return `@Uppolice थाना ${station} क्षेत्र में मकान संख्या ${index * 7919 + 13} के सामने से मेरा ${lost} चोरी हो गया, गाड़ी ${(index * 104_729) % 99_991} संदिग्ध थी, कृपया कार्रवाई करें`;
}

/** Numbers that look random and come again with the same seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
