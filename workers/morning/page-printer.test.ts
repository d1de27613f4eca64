import { describe, expect, it } from 'vitest';
import type { MorningPage } from '../../server/modules/morning/morning.types.ts';
import { createThreadPagePrinter } from './page-printer.ts';

const table = (rows: number): MorningPage['tables'][number] => ({
  ...{ title: 'समय-सीमा पार', head: ['डॉकेट', 'श्रेणी'], widths: [0.5, 0.5], ends: [1], note: null },
  rows: Array.from({ length: rows }, (_, at) => [`LKO-261121-${at}`, 'क्षत्रिय ज्ञान श्रीमान् कार्रवाई '.repeat(9)]),
});
const page = (rows: number): MorningPage => ({
  ...{ title: 'प्रातः बैठक', unit: 'लखनऊ कमिश्नरेट', when: '27/11/2026, 08:00', foot: 'पुकार' },
  numbers: [{ label: 'अभी खुले', value: '1,840', more: 'इनमें 820 में कार्रवाई जारी' }],
  tables: [table(8), table(rows), table(8)],
  lines: Array.from({ length: 9 }, () => ({ label: 'हैंडल', text: '@handle, '.repeat(200) })),
});

describe('printing in a thread', () => {
  it('gives one sheet A4 with its fonts in it, one page after the other, however much is told', async () => {
    const printer = createThreadPagePrinter();
    const all = await Promise.all([printer.print(page(3)), printer.print(page(12))]);
    for (const bytes of all) {
      const text = Buffer.from(bytes).toString('latin1');
      expect(text.startsWith('%PDF-')).toBe(true);
      expect(text.match(/\/Type \/Page\b(?!s)/g)).toHaveLength(1);
      expect(text).toContain('/FontFile2');
      expect(text).toContain('[0 0 595.28 841.89]');
    }
  }, 120_000);
});
