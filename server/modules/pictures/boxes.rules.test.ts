import { fileTypeFromBuffer } from 'file-type';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { lookAtPhoto } from './drivers/sharp-photo.ts';
import { readBoxes } from './boxes.rules.ts';
import { film, heic } from './boxes.testing.ts';

const SEED = process.env.PUKAAR_SEED ? Number(process.env.PUKAAR_SEED) : Date.now() % 1_000_000;
const AT = Date.UTC(2026, 10, 20, 5, 45, 30);
const NOTHING = { lat: null, lon: null, takenAt: null };

async function exifBlock(): Promise<Buffer> {
  const tile = sharp({ create: { width: 8, height: 8, channels: 3, background: '#446' } });
  const bytes = await tile
    .withExif({
      IFD2: { DateTimeOriginal: '2026:11:20 11:15:30' },
      IFD3: {
        ...{ GPSLatitudeRef: 'N', GPSLatitude: '26/1 51/1 300/10' },
        ...{ GPSLongitudeRef: 'E', GPSLongitude: '80/1 56/1 4500/100' },
      },
    })
    .jpeg()
    .toBuffer();
  return (await sharp(bytes).metadata()).exif ?? Buffer.alloc(0);
}

describe('what a HEIC photograph or an MP4 film says of itself', () => {
  let exif: Buffer;
  beforeAll(async () => {
    exif = await exifBlock();
  });

  it('is place and time of a photograph, wherever in the file its tags lie', async () => {
    for (const version of [0, 1, 2] as const)
      for (const where of version === 0 ? (['file'] as const) : (['file', 'data'] as const)) {
        const bytes = heic({ exif, version, where });
        const { lat, lon, takenAt } = readBoxes(bytes);
        expect([version, where, takenAt]).toEqual([version, where, AT]);
        expect(lat).toBeCloseTo(26 + 51 / 60 + 30 / 3600, 5);
        expect(lon).toBeCloseTo(80 + 56 / 60 + 45 / 3600, 5);
        expect((await fileTypeFromBuffer(bytes))?.mime).toBe('image/heic');
        expect(await lookAtPhoto(bytes)).toMatchObject({ takenAt: AT });
      }
  });

  it('is place and time of a film, as telephones of either kind write them', async () => {
    const place = { lat: 26.8467, lon: 80.9462 };
    for (const way of ['note', 'keys', 'keys-full'] as const)
      for (const isLong of [false, true]) {
        const bytes = film({ at: AT, place: '+26.8467+080.9462+123.0/', way, isLong });
        expect(readBoxes(bytes)).toEqual({ ...place, takenAt: AT });
        expect((await fileTypeFromBuffer(bytes))?.mime).toBe('video/mp4');
      }
    const south = film({ at: AT, place: '-26.8467-080.9462/', way: 'note', isLong: false });
    expect(readBoxes(south)).toMatchObject({ lat: -26.8467, lon: -80.9462 });
  });

  it('is nothing where it says nothing, or what cannot be', () => {
    expect(readBoxes(film({ at: Date.UTC(1904, 0), place: '+00.0000+000.0000/', way: 'note', isLong: false }))).toEqual(
      NOTHING,
    );
    expect(readBoxes(film({ at: AT, place: '+96.0000+000.1000/', way: 'keys', isLong: false }))).toEqual({
      ...NOTHING,
      takenAt: AT,
    });
    expect(readBoxes(heic({ exif: Buffer.from('no tags'), version: 1, where: 'file' }))).toEqual(NOTHING);
    for (const text of ['', 'no picture', '%PDF-1.7']) expect(readBoxes(Buffer.from(text))).toEqual(NOTHING);
  });

  it(`is read from what is broken anywhere without a crash, in good time, and never out of bounds (${SEED})`, async () => {
    let state = SEED + 1;
    const pick = (below: number): number => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state % below;
    };
    const whole = [
      heic({ exif, version: 1, where: 'file' }),
      heic({ exif, version: 2, where: 'data' }),
      film({ at: AT, place: '+26.8467+080.9462/', way: 'note', isLong: true }),
      film({ at: AT, place: '+26.8467+080.9462/', way: 'keys', isLong: false }),
    ];
    const broken = Array.from({ length: 800 }, (_, index) => {
      const bytes = Buffer.from(whole[index % whole.length] ?? []);
      for (let times = 1 + pick(6); times > 0; times -= 1)
        bytes[pick(bytes.length)] = [0, 1, 0xff, 0x80, pick(256)][pick(5)] ?? 0;
      return index % 3 === 0 ? bytes.subarray(0, pick(bytes.length)) : bytes;
    });
    const since = performance.now();
    for (const bytes of broken) {
      const { lat, lon, takenAt } = readBoxes(bytes);
      if (lat !== null) expect(Math.abs(lat)).toBeLessThanOrEqual(90);
      if (lon !== null) expect(Math.abs(lon)).toBeLessThanOrEqual(180);
      if (takenAt !== null) expect(Number.isSafeInteger(takenAt)).toBe(true);
    }
    expect(performance.now() - since).toBeLessThan(5000);
    for (const bytes of whole)
      for (let end = 0; end < bytes.length; end += 1) expect(() => readBoxes(bytes.subarray(0, end))).not.toThrow();
    // Nor does it stop the way by which files come in.
    for (const bytes of broken.slice(0, 60)) await lookAtPhoto(bytes);
  });
});
