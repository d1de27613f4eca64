/** Signs that X counts twice: everything beyond U+10FF but some punctuation (its published weighting). */
const isLight = (point: number): boolean =>
  point <= 0x10ff ||
  (point >= 0x2000 && point <= 0x200d) ||
  (point >= 0x2010 && point <= 0x201f) ||
  (point >= 0x2032 && point <= 0x2037);

export const LIMITS: Record<string, number> = { x: 280, whatsapp: 4096 };

/** How much of the channel's limit a text uses up. */
export function lengthOn({ text, channel }: { text: string; channel: string }): number {
  const points = [...text.normalize('NFC')].map((sign) => sign.codePointAt(0) ?? 0);
  return channel === 'x' ? points.reduce((sum, point) => sum + (isLight(point) ? 1 : 2), 0) : points.length;
}
