import type { Role } from '../officers/actor.types.ts';
import type { Names } from './units.types.ts';

export const RANKS = [
  'dgp',
  'adg',
  'ig',
  'dig',
  'cp',
  'ssp',
  'sp',
  'dcp',
  'acp',
  'co',
  'sho',
  'si',
  'women-cell',
  'operator',
  'admin',
] as const;
export type Rank = (typeof RANKS)[number];

/** An office that every unit of a type has. */
export interface OfficeDraft {
  readonly rank: Rank;
  readonly role: Role;
  readonly title: Names;
  readonly head: boolean;
}

const TITLES: Record<Rank, Names> = {
  dgp: { en: 'DGP', hi: 'पुलिस महानिदेशक', mr: 'पोलीस महासंचालक' },
  adg: { en: 'ADG', hi: 'अपर पुलिस महानिदेशक', mr: 'अपर पोलीस महासंचालक' },
  ig: { en: 'IG', hi: 'पुलिस महानिरीक्षक', mr: 'विशेष पोलीस महानिरीक्षक' },
  dig: { en: 'DIG', hi: 'पुलिस उप महानिरीक्षक', mr: 'पोलीस उपमहानिरीक्षक' },
  cp: { en: 'CP', hi: 'पुलिस आयुक्त', mr: 'पोलीस आयुक्त' },
  ssp: { en: 'SSP', hi: 'वरिष्ठ पुलिस अधीक्षक', mr: 'वरिष्ठ पोलीस अधीक्षक' },
  sp: { en: 'SP', hi: 'पुलिस अधीक्षक', mr: 'पोलीस अधीक्षक' },
  dcp: { en: 'DCP', hi: 'पुलिस उपायुक्त', mr: 'पोलीस उपायुक्त' },
  acp: { en: 'ACP', hi: 'सहायक पुलिस आयुक्त', mr: 'सहायक पोलीस आयुक्त' },
  co: { en: 'CO', hi: 'क्षेत्राधिकारी', mr: 'उपविभागीय पोलीस अधिकारी' },
  sho: { en: 'SHO', hi: 'थाना प्रभारी', mr: 'वरिष्ठ पोलीस निरीक्षक' },
  si: { en: 'Outpost in-charge', hi: 'चौकी प्रभारी', mr: 'चौकी प्रभारी' },
  'women-cell': { en: 'Women’s cell', hi: 'महिला प्रकोष्ठ', mr: 'महिला कक्ष' },
  operator: { en: 'Social media desk', hi: 'सोशल मीडिया डेस्क', mr: 'सोशल मीडिया कक्ष' },
  admin: { en: 'Administrator', hi: 'प्रशासक', mr: 'प्रशासक' },
};

/** Words that the name of the unit says and the title need not repeat. */
const GENERIC = / (Circle|Division|Police)$| (सर्किल|प्रभाग|विभाग|पुलिस|पोलीस)$/u;

function titleOf(rank: Rank, names: Names): Names {
  const join = (title: string, name: string): string => `${title} ${name.replace(GENERIC, '')}`;
  const { en, hi, mr } = TITLES[rank];
  return { en: join(en, names.en), hi: join(hi, names.hi), mr: mr && names.mr ? join(mr, names.mr) : null };
}

const HEADS: Record<string, { readonly rank: Rank; readonly role: Role }> = {
  state: { rank: 'dgp', role: 'state' },
  zone: { rank: 'adg', role: 'zone' },
  range: { rank: 'dig', role: 'range' },
  district: { rank: 'sp', role: 'district' },
  commissionerate: { rank: 'cp', role: 'district' },
  'dcp-zone': { rank: 'dcp', role: 'district' },
  circle: { rank: 'co', role: 'circle' },
  station: { rank: 'sho', role: 'station' },
  outpost: { rank: 'si', role: 'station' },
};

/**
 * The offices a unit starts with: its head by the ladder of its kind (a circle of a commissionerate has an ACP,
 * one of a district a CO), a desk at districts and at the top, an administrator at the top.
 */
export function standardOffices(unit: {
  readonly type: string;
  readonly names: Names;
  readonly isRoot: boolean;
  readonly inCommissionerate: boolean;
  /** SSP instead of SP, IG instead of DIG, where the force has it so. */
  readonly headRank?: string | null;
}): OfficeDraft[] {
  const head = HEADS[unit.type];
  const offices: OfficeDraft[] = [];
  if (head) {
    const named = RANKS.find((rank) => rank === unit.headRank);
    const rank = named ?? (unit.type === 'circle' && unit.inCommissionerate ? 'acp' : head.rank);
    offices.push({ rank, role: head.role, title: titleOf(rank, unit.names), head: true });
  }
  const isDesk = unit.isRoot || unit.type === 'district' || unit.type === 'commissionerate';
  if (isDesk) offices.push({ rank: 'operator', role: 'operator', title: titleOf('operator', unit.names), head: false });
  if (unit.isRoot) offices.push({ rank: 'admin', role: 'admin', title: titleOf('admin', unit.names), head: false });
  return offices;
}
