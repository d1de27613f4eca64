import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, expect, it } from 'vitest';
import { createTesseractReader } from './tesseract.ts';

const reader = createTesseractReader({ folder: mkdtempSync(join(tmpdir(), 'ocr-')) });
afterAll(() => reader.close());

const page = (lines: readonly string[]) =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="1000" height="${lines.length * 80 + 40}"><rect width="100%" height="100%" fill="#fff"/>${lines
        .map(
          (line, at) =>
            `<text x="30" y="${at * 80 + 70}" font-size="36" font-family="Noto Sans Devanagari, Noto Sans">${line}</text>`,
        )
        .join('')}</svg>`,
    ),
  );

const drawn = await Promise.all(['क', 'ख'].map((letter) => page([letter]).png().toBuffer()));
// Without a font both letters are the same empty box.
const hasFont = drawn[0] !== undefined && drawn[1] !== undefined && !drawn[0].equals(drawn[1]);
if (!hasFont)
  process.stderr.write('Reading of Devanagari pictures is not tested: this machine has no font to draw them with\n');

it.skipIf(!hasFont)(
  'reads a photographed application in Hindi and English, re-compressed as messengers do',
  async () => {
    const bytes = await page([
      'सेवा में श्रीमान थाना प्रभारी महोदय',
      'कल रात मेरी मोटरसाइकिल चोरी हो गई',
      'My phone was snatched near the market',
    ])
      .jpeg({ quality: 55 })
      .toBuffer();
    const { text, confidence } = await reader.read(bytes);
    expect(text).toContain('थाना प्रभारी');
    expect(text).toContain('चोरी हो गई');
    expect(text).toMatch(/phone was snatched/);
    expect(confidence).toBeGreaterThan(0.7);
  },
  60_000,
);

it('reads nothing on a picture without writing, refuses what is no picture, and goes on', async () => {
  const plain = await sharp({ create: { width: 300, height: 200, channels: 3, background: '#446' } })
    .png()
    .toBuffer();
  expect(await reader.read(plain)).toEqual({ text: '', confidence: 0 });
  await expect(reader.read(Buffer.from('not a picture at all'))).rejects.toThrow();
  const again = await reader.read(await page(['My bicycle was stolen yesterday']).png().toBuffer());
  expect(again.text).toContain('stolen');
}, 60_000);
