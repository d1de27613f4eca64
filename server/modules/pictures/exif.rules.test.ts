import sharp, { type Exif, type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { lookAtPhoto } from './drivers/sharp-photo.ts';
import { readTaken } from './exif.rules.ts';
import { withoutTags } from './without-tags.rules.ts';

const GPS = {
  GPSLatitudeRef: 'N',
  GPSLatitude: '26/1 51/1 300/10',
  GPSLongitudeRef: 'E',
  GPSLongitude: '80/1 56/1 4500/100',
};
const TAKEN = { DateTimeOriginal: '2026:11:20 11:15:30' };

const tile = (): Sharp =>
  sharp(
    Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40"><circle cx="20" cy="20" r="12" fill="red"/></svg>',
    ),
  ).flatten();
const photo = (exif: Exif, kind: 'jpeg' | 'png' | 'webp' = 'jpeg'): Promise<Buffer> =>
  tile().withExif(exif).toFormat(kind).toBuffer();
const pixels = (bytes: Uint8Array): Promise<Buffer> => sharp(bytes).autoOrient().raw().toBuffer();

describe('what a photograph says of itself', () => {
  it('is its place, and its time as a clock in India has it', async () => {
    const { lat, lon, takenAt } = await lookAtPhoto(await photo({ IFD0: { Make: 'x' }, IFD2: TAKEN, IFD3: GPS }));
    expect(lat).toBeCloseTo(26 + 51 / 60 + 30 / 3600, 5);
    expect(lon).toBeCloseTo(80 + 56 / 60 + 45 / 3600, 5);
    expect(takenAt).toBe(Date.UTC(2026, 10, 20, 5, 45, 30));
  });

  it('is another time where it says how far its clock is from UTC', async () => {
    const { takenAt } = await lookAtPhoto(await photo({ IFD2: { ...TAKEN, OffsetTimeOriginal: '+02:00' } }));
    expect(takenAt).toBe(Date.UTC(2026, 10, 20, 9, 15, 30));
  });

  it('is the time of the satellites where the camera has none', async () => {
    const gps = { ...GPS, GPSTimeStamp: '5/1 45/1 30/1', GPSDateStamp: '2026:11:20' };
    expect((await lookAtPhoto(await photo({ IFD3: gps }))).takenAt).toBe(Date.UTC(2026, 10, 20, 5, 45, 30));
  });

  it('is nothing when it says nothing, lies in the sea at zero, or is broken anywhere', async () => {
    const nothing = { lat: null, lon: null, takenAt: null };
    expect(await lookAtPhoto(await photo({ IFD0: { Make: 'x' } }))).toMatchObject(nothing);
    const zero = { ...GPS, GPSLatitude: '0/1 0/1 0/1', GPSLongitude: '0/1 0/1 0/1' };
    expect(await lookAtPhoto(await photo({ IFD3: zero }))).toMatchObject(nothing);
    expect(await lookAtPhoto(Buffer.from('no picture'))).toMatchObject({ ...nothing, marks: [] });
    const { exif } = await sharp(await photo({ IFD2: TAKEN, IFD3: GPS })).metadata();
    const block = exif ?? Buffer.alloc(0);
    expect(readTaken(block).takenAt).not.toBeNull();
    for (let at = 0; at < block.length; at++) {
      const broken = Buffer.from(block);
      broken[at] = 0xff;
      expect(() => readTaken(broken)).not.toThrow();
      expect(() => readTaken(block.subarray(0, at))).not.toThrow();
    }
  });
});

describe('a picture as it is shown', () => {
  it.each(['jpeg', 'png', 'webp'] as const)(
    'keeps every pixel of a %s and nothing that its camera wrote',
    async (kind) => {
      const bytes = await photo({ IFD0: { Make: 'Telephone of Asha' }, IFD2: TAKEN, IFD3: GPS }, kind);
      expect((await sharp(bytes).metadata()).exif).toBeDefined();
      const shown = withoutTags(bytes, `image/${kind}`);
      expect((await sharp(shown).metadata()).exif).toBeUndefined();
      expect(Buffer.from(shown).includes('Asha')).toBe(false);
      expect(await pixels(shown)).toEqual(await pixels(bytes));
    },
  );

  it('still stands the right way up, in several scans, without the picture that hung behind it', async () => {
    const upright = await tile().withMetadata({ orientation: 6 }).jpeg({ progressive: true }).toBuffer();
    const bytes = Buffer.concat([upright, await photo({ IFD3: GPS })]);
    const shown = withoutTags(bytes, 'image/jpeg');
    expect(shown.length).toBeLessThanOrEqual(upright.length);
    expect((await sharp(shown).metadata()).orientation).toBe(6);
    expect(await pixels(shown)).toEqual(await pixels(upright));
  });

  it('is left alone where it is none', () => {
    for (const bytes of [Buffer.from([0xff, 0xd8, 0xff, 0xe0, 9, 9]), Buffer.from('words')])
      for (const mime of ['image/jpeg', 'application/pdf']) expect([...withoutTags(bytes, mime)]).toEqual([...bytes]);
  });
});
