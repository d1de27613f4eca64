import type { CountKey } from '$lib/api/types.ts';
import type { MessageKey } from '$lib/i18n/translate.ts';
import type { StatusName } from '$lib/ui/status.ts';

export interface View {
  key: string;
  label: MessageKey;
  status: StatusName | null;
  count: CountKey | null;
  search: string;
}

/** The lists an officer works from, as addresses. */
export const VIEWS: readonly View[] = [
  {
    key: 'life-risk',
    label: 'view.life_risk',
    status: 'life_risk',
    count: 'life_risk',
    search: '?urgency=life-risk&state=received,ask_back,open,in_process',
  },
  { key: 'received', label: 'state.received', status: 'received', count: 'received', search: '?state=received' },
  {
    key: 'wrote-again',
    label: 'state.wrote_again',
    status: 'wrote_again',
    count: 'wrote_again',
    search: '?wroteAgain=1',
  },
  { key: 'ask-back', label: 'state.ask_back', status: 'ask_back', count: 'ask_back', search: '?state=ask_back' },
  { key: 'open', label: 'state.open', status: 'open', count: 'open', search: '?state=open' },
  {
    key: 'in-process',
    label: 'state.in_process',
    status: 'in_process',
    count: 'in_process',
    search: '?state=in_process',
  },
  { key: 'overdue', label: 'view.overdue', status: null, count: 'overdue', search: '?overdue=1' },
  { key: 'closed', label: 'view.to_verify', status: 'closed', count: 'closed', search: '?state=closed' },
  { key: 'verified', label: 'state.verified', status: 'verified', count: 'verified', search: '?state=verified' },
  {
    key: 'not-for-us',
    label: 'state.not_for_us',
    status: 'not_for_us',
    count: 'not_for_us',
    search: '?state=not_for_us',
  },
  { key: 'folded', label: 'view.folded', status: null, count: 'folded', search: '?state=folded' },
  { key: 'all', label: 'view.all', status: null, count: null, search: '' },
];

/** What narrows a list without making another one of it. */
export const NARROWING = [
  'category',
  'urgency',
  'language',
  'district',
  'unit',
  'channel',
  'reason',
  'outcome',
  'aboutPolice',
  'from',
  'until',
] as const;
const FILTERS = ['state', ...NARROWING, 'q', 'wroteAgain', 'overdue', 'situation'] as const;
export type FilterName = (typeof FILTERS)[number];
export type DeskFilter = Record<FilterName, string | null>;

/** Reads one param at a time, so that a load function depends on exactly these and not on the chosen ticket. */
export function filterOf(params: { get: (name: string) => string | null }): DeskFilter {
  return Object.fromEntries(FILTERS.map((name) => [name, params.get(name)])) as DeskFilter;
}

/** The view that these filters come from; category, language, district and words narrow a view without leaving it. */
export function viewOf(filter: DeskFilter): View | undefined {
  return VIEWS.find(({ search }) => {
    const view = filterOf(new URLSearchParams(search));
    return (['state', 'urgency', 'wroteAgain', 'overdue', 'situation'] as const).every(
      (name) => view[name] === filter[name],
    );
  });
}

/** The filters as an address has them, in one order: what is equal reads equal. */
export function searchOf(filter: DeskFilter): string {
  const params = new URLSearchParams();
  for (const name of FILTERS) {
    const value = filter[name];
    if (value !== null && value !== '') params.set(name, value);
  }
  return params.toString().replace(/%2C/g, ',');
}

/** Whether this is one of the desk's own lists, narrowed by nothing. */
export const isPlain = (filter: DeskFilter): boolean =>
  VIEWS.some(({ search }) => searchOf(filterOf(new URLSearchParams(search))) === searchOf(filter));

/** Whether a row of this state belongs into the list. */
export const fits = ({ filter, state }: { filter: DeskFilter; state: string }): boolean =>
  filter.state === null || filter.state.split(',').includes(state);

/** The address with some params set, or taken out when null. */
export function address(input: { url: URL; set: Record<string, string | null> }): string {
  const params = new URLSearchParams(input.url.search);
  for (const [name, value] of Object.entries(input.set)) {
    if (value === null || value === '') params.delete(name);
    else params.set(name, value);
  }
  const text = params.toString().replace(/%2C/g, ',');
  return text === '' ? input.url.pathname : `${input.url.pathname}?${text}`;
}
