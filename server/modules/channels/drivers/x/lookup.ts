import type { InboundAuthor, InboundMedia } from '../../driver.types.ts';
import { asCount, asList, asPoint, asRecord, asText, asWebAddress, type Unknowns } from '../read.ts';
import { isXId } from './snowflake.ts';

/** What came along with the posts of an answer, by id. */
export interface Lookup {
  readonly users: ReadonlyMap<string, Unknowns>;
  readonly media: ReadonlyMap<string, Unknowns>;
  readonly places: ReadonlyMap<string, Unknowns>;
  readonly posts: ReadonlyMap<string, Unknowns>;
}

function byKey(entries: unknown, key: string): ReadonlyMap<string, Unknowns> {
  const found = new Map<string, Unknowns>();
  for (const entry of asList(entries)) {
    const record = asRecord(entry);
    const id = asText(record?.[key]);
    if (record && id !== null) found.set(id, record);
  }
  return found;
}

export function readLookup(value: unknown): Lookup {
  const includes = asRecord(value) ?? {};
  return {
    users: byKey(includes['users'], 'id'),
    media: byKey(includes['media'], 'media_key'),
    places: byKey(includes['places'], 'id'),
    posts: new Map([...byKey(includes['tweets'], 'id'), ...byKey(includes['posts'], 'id')]),
  };
}

export function readAuthor({ id, lookup }: { id: unknown; lookup: Lookup }): InboundAuthor | null {
  if (!isXId(id)) return null;
  const user = lookup.users.get(id);
  const username = asText(user?.['username']);
  return { externalId: id, handle: username ? `@${username}` : null, name: asText(user?.['name']) };
}

const KINDS: Readonly<Record<string, InboundMedia['kind']>> = {
  photo: 'photo',
  video: 'video',
  animated_gif: 'animation',
  audio: 'audio',
};
/** A media key begins with the number of its kind. */
const KIND_NUMBERS: Readonly<Record<string, InboundMedia['kind']>> = {
  '3': 'photo',
  '7': 'video',
  '13': 'video',
  '16': 'animation',
};
/** Above this a film costs more to keep than a station needs to see. */
const MAX_BIT_RATE = 2_500_000;

function filmAddress(media: Unknowns): string | null {
  const films = asList(media['variants'])
    .map(asRecord)
    .map((variant) => ({
      rate: asCount(variant?.['bit_rate']) ?? 0,
      type: asText(variant?.['content_type']),
      url: asWebAddress(variant?.['url']),
    }))
    .filter((film) => film.url !== null && film.type !== 'application/x-mpegURL')
    .sort((a, b) => b.rate - a.rate);
  const chosen = films.find((film) => film.rate <= MAX_BIT_RATE) ?? films.at(-1);
  return chosen?.url ?? asWebAddress(media['preview_image_url']);
}

export function readMedia({ keys, lookup }: { keys: unknown; lookup: Lookup }): readonly InboundMedia[] {
  return [...new Set(asList(keys).map(asText))].flatMap((key) => {
    if (key === null) return [];
    const media = lookup.media.get(key) ?? {};
    const kind = KINDS[asText(media['type']) ?? ''] ?? KIND_NUMBERS[key.split('_')[0] ?? ''] ?? 'document';
    const url = kind === 'photo' ? asWebAddress(media['url']) : (filmAddress(media) ?? asWebAddress(media['url']));
    return [{ externalId: key, kind, url, alt: asText(media['alt_text']) }];
  });
}

type Spot = { readonly lat: number; readonly lon: number; readonly label?: string };

/** A country or a state is no place to send anyone: only towns and smaller count. */
const TOO_WIDE = new Set(['country', 'admin']);

function placeSpot(place: Unknowns | undefined): Spot | null {
  if (!place || TOO_WIDE.has(asText(place['place_type']) ?? '')) return null;
  const [west, south, east, north] = asList(asRecord(place['geo'])?.['bbox']);
  const corner = asPoint(south, west);
  const opposite = asPoint(north, east);
  if (!corner || !opposite) return null;
  const label = asText(place['full_name']);
  return { lat: (corner.lat + opposite.lat) / 2, lon: (corner.lon + opposite.lon) / 2, ...(label ? { label } : {}) };
}

/** The tagged point, else the middle of the tagged place. Points come as [longitude, latitude]. */
export function readSpot({ geo, lookup }: { geo: unknown; lookup: Lookup }): Spot | null {
  const record = asRecord(geo);
  const place = lookup.places.get(asText(record?.['place_id']) ?? '');
  const [lon, lat] = asList(asRecord(record?.['coordinates'])?.['coordinates']);
  const point = asPoint(lat, lon);
  if (!point) return placeSpot(place);
  const label = asText(place?.['full_name']);
  return label ? { ...point, label } : point;
}
