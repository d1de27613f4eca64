import { inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { csvOf } from './csv.rules.ts';
import { xlsxOf } from './xlsx.rules.ts';
import { zipOf } from './zip.rules.ts';

const sheet = {
  head: ['Unit', 'Received'],
  rows: [
    ['=HYPERLINK("http://x")', 3],
    ['हजरतगंज, "A" & <B>', null],
    ['-1+1', -4],
  ],
};

/** Reads an archive by its directory, as a spreadsheet does. */
function unzip(bytes: Buffer): Map<string, string> {
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const found = new Map<string, string>();
  let at = bytes.readUInt32LE(end + 16);
  for (let n = bytes.readUInt16LE(end + 10); n > 0; n -= 1) {
    expect(bytes.readUInt32LE(at)).toBe(0x02014b50);
    const [packed, length, place] = [
      bytes.readUInt32LE(at + 20),
      bytes.readUInt16LE(at + 28),
      bytes.readUInt32LE(at + 42),
    ];
    const name = bytes.toString('utf8', at + 46, at + 46 + length);
    expect(bytes.readUInt32LE(place)).toBe(0x04034b50);
    const from = place + 30 + bytes.readUInt16LE(place + 26) + bytes.readUInt16LE(place + 28);
    const text = inflateRawSync(bytes.subarray(from, from + packed));
    expect(text.length).toBe(bytes.readUInt32LE(at + 24));
    found.set(name, text.toString('utf8'));
    at += 46 + length;
  }
  return found;
}

describe('a table that is taken away', () => {
  it('runs nothing as a formula, is told as UTF-8, and keeps commas and quotes in CSV', () => {
    expect(csvOf(sheet)).toBe(
      '\uFEFFUnit,Received\r\n"\'=HYPERLINK(""http://x"")",3\r\n"हजरतगंज, ""A"" & <B>",\r\n\'-1+1,-4\r\n',
    );
  });

  it('is a workbook whose words are words and whose numbers are numbers', () => {
    const parts = unzip(xlsxOf(sheet));
    expect([...parts.keys()]).toContain('[Content_Types].xml');
    const text = parts.get('xl/worksheets/sheet1.xml') ?? '';
    expect(text).toContain('<t xml:space="preserve">=HYPERLINK("http://x")</t></is></c><c><v>3</v></c>');
    expect(text).toContain('हजरतगंज, "A" &amp; &lt;B&gt;</t></is></c><c/>');
    expect(text).not.toContain('<f>');
    expect(text.match(/<row>/g)).toHaveLength(4);
  });

  it('holds moments as dates of Kolkata that a spreadsheet reckons with, and writes them out in CSV', () => {
    const at = Date.UTC(2026, 10, 27, 18, 32, 40);
    const dated = { head: ['At'], rows: [[{ at }]] };
    expect(csvOf(dated)).toBe('\uFEFFAt\r\n28/11/2026 00:02\r\n');
    const parts = unzip(xlsxOf(dated));
    const [, style, serial] =
      /<c s="(\d)"><v>([\d.]+)<\/v><\/c>/.exec(parts.get('xl/worksheets/sheet1.xml') ?? '') ?? [];
    // As spreadsheets count: 46354 is 28 November 2026, and two minutes are a 720th of a day.
    expect(Math.floor(Number(serial))).toBe(46_354);
    expect((Number(serial) % 1) * 1440).toBeCloseTo(2, 3);
    const styles = parts.get('xl/styles.xml') ?? '';
    expect(style).toBe('1');
    expect(styles).toContain('formatCode="dd/mm/yyyy\\ hh:mm"');
    expect(styles).toContain('<xf numFmtId="164" applyNumberFormat="1"/></cellXfs>');
    for (const [name, text] of parts) if (name.endsWith('.rels')) expect(text).toContain('Relationship');
    expect(parts.get('[Content_Types].xml')).toContain('/xl/styles.xml');
  });

  it('is the same file for the same table', () => {
    const entries = [{ name: 'a', bytes: Buffer.from('a'.repeat(1000)) }];
    expect(zipOf(entries)).toEqual(zipOf(entries));
    expect(unzip(zipOf(entries)).get('a')).toBe('a'.repeat(1000));
  });
});
