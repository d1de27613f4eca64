import type { GazetteerUnit } from '../inbound/stages.types.ts';

const unit = (
  id: string,
  type: string,
  parent: string | null,
  names: string[],
  more: Partial<GazetteerUnit> = {},
): GazetteerUnit => ({
  id,
  type,
  parent,
  names,
  aliases: [],
  handles: [],
  ...more,
});

/** A few units of two ladders, with names that stand for several of them. */
export const sampleUnits: readonly GazetteerUnit[] = [
  unit('up', 'state', null, ['Uttar Pradesh Police'], { handles: ['@Uppolice'] }),
  unit('lko', 'commissionerate', 'up', ['Lucknow', 'लखनऊ'], { handles: ['@lkopolice'], lat: 26.83, lon: 80.94 }),
  unit('lko-central', 'dcp-zone', 'lko', ['Lucknow Central']),
  unit('acp-hzg', 'division', 'lko-central', ['Hazratganj Division']),
  unit('hzg', 'station', 'acp-hzg', ['Hazratganj', 'हजरतगंज']),
  unit('gmt', 'station', 'acp-hzg', ['Gomti Nagar', 'गोमतीनगर']),
  unit('lko-ghz', 'station', 'acp-hzg', ['Ghazipur', 'गाजीपुर']),
  unit('jnp', 'district', 'up', ['Jaunpur', 'जौनपुर'], { handles: ['@jaunpurpolice'], lat: 25.75, lon: 82.69 }),
  unit('jnp-kerakat', 'circle', 'jnp', ['Kerakat Circle']),
  unit('kerakat', 'station', 'jnp-kerakat', ['Kerakat', 'केराकत']),
  unit('jnp-kotwali', 'station', 'jnp-kerakat', ['Kotwali (Nagar)', 'कोतवाली (नगर)']),
  unit('ghz', 'district', 'up', ['Ghazipur', 'गाजीपुर'], { handles: ['@ghazipurpolice'] }),
  unit('ghz-kotwali', 'station', 'ghz', ['Kotwali (Nagar)', 'कोतवाली (नगर)']),
  unit('mth', 'district', 'up', ['Mathura', 'मथुरा']),
  unit('pune', 'commissionerate', null, ['Pune', 'पुणे'], { handles: ['@PuneCityPolice'] }),
  unit('kothrud', 'station', 'pune', ['Kothrud', 'कोथरूड']),
];
