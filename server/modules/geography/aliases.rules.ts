import localities from '../../data/places/localities.json';

const districts: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(localities.districts));
const stations: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(localities.stations));

/** Our own localities and spellings of a district (or commissionerate), by its English name. */
export const districtAliases = (name: string): readonly string[] => districts.get(name) ?? [];

/** The same for a station; `district` is the English name of its district. */
export const stationAliases = (input: { district: string; name: string }): readonly string[] =>
  stations.get(`${input.district}/${input.name}`) ?? [];
