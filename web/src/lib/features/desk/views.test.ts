import { describe, expect, it } from 'vitest';
import { VIEWS, address, filterOf, fits, isPlain, searchOf, viewOf } from './views.ts';

const url = new URL('http://desk/desk?state=received&t=tkt_1&category=theft');

describe('views', () => {
  it('finds each view again by its own address', () => {
    for (const view of VIEWS) expect(viewOf(filterOf(new URLSearchParams(view.search)))?.key).toBe(view.key);
  });

  it('writes equal filters equally, and knows its own lists from narrowed ones', () => {
    const [one, other] = ['state=open&category=theft', 'category=theft&state=open'].map((search) =>
      filterOf(new URLSearchParams(search)),
    );
    if (!one || !other) throw new Error('no filters');
    expect(searchOf(one)).toBe(searchOf(other));
    for (const view of VIEWS) expect(isPlain(filterOf(new URLSearchParams(view.search)))).toBe(true);
    expect(isPlain(one)).toBe(false);
  });

  it('stays in the view when it is narrowed', () => {
    expect(viewOf(filterOf(url.searchParams))?.key).toBe('received');
  });

  it('writes addresses that keep the rest', () => {
    expect(address({ url, set: { t: 'tkt_2' } })).toBe('/desk?state=received&t=tkt_2&category=theft');
    expect(address({ url, set: { t: null, category: '', state: null } })).toBe('/desk');
    expect(address({ url, set: { state: 'open,in_process' } })).toContain('state=open,in_process');
  });

  it('knows which states belong into a list', () => {
    const filter = filterOf(new URLSearchParams('state=open,in_process'));
    expect(fits({ filter, state: 'open' })).toBe(true);
    expect(fits({ filter, state: 'closed' })).toBe(false);
    expect(fits({ filter: filterOf(new URLSearchParams()), state: 'closed' })).toBe(true);
  });
});
