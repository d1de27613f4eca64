import type { MessageKey } from '$lib/i18n/translate.ts';

const WORDS: Record<string, MessageKey> = {
  state: 'unit.type.state',
  zone: 'unit.type.zone',
  range: 'unit.type.range',
  district: 'unit.type.district',
  commissionerate: 'unit.type.commissionerate',
  'dcp-zone': 'unit.type.dcp_zone',
  circle: 'unit.type.circle',
  station: 'unit.type.station',
  outpost: 'unit.type.outpost',
};

export const UNIT_TYPES = Object.keys(WORDS);
export const unitTypeWord = (type: string): MessageKey => WORDS[type] ?? 'unit.type.other';

/** What a docket calls its district: the commissionerates are districts too. */
export const DISTRICTS = 'district,commissionerate';
