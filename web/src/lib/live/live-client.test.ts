import { describe, expect, it } from 'vitest';
import { LiveClient } from './live-client.ts';
import type { Channel, LiveEvent, LivePorts, Source } from './live-client.ts';

interface FakeSource extends Source {
  path: string;
  say: (input: { type: string; data?: unknown; id?: string }) => void;
  fail: (readyState: number) => void;
  closed: boolean;
}

/** One browser: its tabs share a lock and a channel. */
function createBrowser() {
  const sources: FakeSource[] = [];
  const waiting: { lead: () => Promise<void>; signal: AbortSignal }[] = [];
  const channels = new Set<Channel>();
  const later: (() => void)[] = [];
  let held = false;

  function next(): void {
    const turn = waiting.shift();
    if (turn === undefined) return;
    if (turn.signal.aborted) return next();
    held = true;
    void turn.lead().then(() => {
      held = false;
      next();
    });
  }

  function open(path: string): FakeSource {
    const listeners = new Map<string, (event: { data: string; lastEventId: string }) => void>();
    const source: FakeSource = {
      path,
      closed: false,
      onopen: null,
      onerror: null,
      readyState: 1,
      addEventListener: (type, listener) => listeners.set(type, listener),
      close: () => {
        source.closed = true;
      },
      say: ({ type, data = {}, id = '' }) => listeners.get(type)?.({ data: JSON.stringify(data), lastEventId: id }),
      fail: (readyState) => {
        Object.assign(source, { readyState });
        source.onerror?.(new Event('error'));
      },
    };
    sources.push(source);
    return source;
  }

  const ports: LivePorts = {
    open,
    channel: () => {
      const own: Channel = {
        onmessage: null,
        postMessage: (message) => {
          for (const other of channels)
            if (other !== own) other.onmessage?.(new MessageEvent('message', { data: message }));
        },
        close: () => channels.delete(own),
      };
      channels.add(own);
      return own;
    },
    elect: (turn) => {
      waiting.push(turn);
      if (!held) next();
    },
    later: ({ run }) => {
      later.push(run);
      return () => undefined;
    },
  };

  function tab() {
    const heard: LiveEvent[] = [];
    const connected: boolean[] = [];
    const client = new LiveClient({
      ports,
      onEvent: (event) => heard.push(event),
      onConnected: (value) => connected.push(value),
    });
    const stop = client.start();
    return { heard, connected, stop, kinds: () => heard.map(({ kind }) => kind) };
  }

  return { sources, later, tab, last: () => sources.at(-1) };
}

const change = { id: 'tkt_1', num: 7, type: 'ticket.received', state: 'received', urgency: 'normal', version: 1 };

describe('LiveClient', () => {
  it('holds one stream for all tabs, and all of them hear', () => {
    const browser = createBrowser();
    const first = browser.tab();
    const second = browser.tab();
    browser.last()?.onopen?.(new Event('open'));
    browser.last()?.say({ type: 'ticket', data: change, id: '41' });
    expect(browser.sources).toHaveLength(1);
    expect(first.kinds()).toEqual(['reload', 'ticket']);
    expect(second.kinds()).toEqual(['reload', 'ticket']);
    expect(second.heard.at(-1)).toEqual({ kind: 'ticket', change });
    expect(second.connected.at(-1)).toBe(true);
  });

  it('tells a tab that comes later that the stream stands', () => {
    const browser = createBrowser();
    browser.tab();
    browser.last()?.onopen?.(new Event('open'));
    const late = browser.tab();
    expect(late.connected).toEqual([true]);
    expect(late.kinds()).toEqual(['reload']);
  });

  it('hands the stream to another tab, from the position reached', async () => {
    const browser = createBrowser();
    const first = browser.tab();
    const second = browser.tab();
    browser.last()?.onopen?.(new Event('open'));
    browser.last()?.say({ type: 'ticket', data: change, id: '41' });
    first.stop();
    await Promise.resolve();
    await Promise.resolve();
    expect(browser.sources).toHaveLength(2);
    expect(browser.sources[0]?.closed).toBe(true);
    expect(browser.last()?.path).toBe('/api/live?after=41');
    browser.last()?.onopen?.(new Event('open'));
    expect(second.kinds()).toEqual(['reload', 'ticket']);
  });

  it('leaves a lost connection to the browser and opens a refused one again, later and later', () => {
    const browser = createBrowser();
    const only = browser.tab();
    browser.last()?.onopen?.(new Event('open'));
    browser.last()?.say({ type: 'hello', id: '90' });
    browser.last()?.fail(0);
    expect(only.connected.at(-1)).toBe(false);
    expect(browser.later).toHaveLength(0);
    browser.last()?.fail(2);
    expect(browser.later).toHaveLength(1);
    browser.later[0]?.();
    expect(browser.sources).toHaveLength(2);
    expect(browser.last()?.path).toBe('/api/live?after=90');
  });

  it('passes on "gone" and "reload", and ignores what it cannot read', () => {
    const browser = createBrowser();
    const only = browser.tab();
    browser.last()?.say({ type: 'gone', data: { id: 'tkt_1' }, id: '5' });
    browser.last()?.say({ type: 'ticket', data: 'nonsense', id: '6' });
    browser.last()?.say({ type: 'reload', id: '7' });
    expect(only.heard).toEqual([{ kind: 'gone', id: 'tkt_1' }, { kind: 'reload' }]);
  });
});
