export interface TicketChange {
  id: string;
  num: number;
  type: string;
  state: string;
  urgency: string;
  version: number;
}

export type LiveEvent =
  { kind: 'ticket'; change: TicketChange } | { kind: 'gone'; id: string } | { kind: 'reload' } | { kind: 'for-me' };

type Shared =
  | { kind: 'event'; event: LiveEvent; position: string }
  | { kind: 'connected'; value: boolean; position: string }
  | { kind: 'hello' };

export interface Source {
  addEventListener: (type: string, listener: (event: { data: string; lastEventId: string }) => void) => void;
  onopen: ((event: Event) => void) | null;
  onerror: ((event: Event) => void) | null;
  readonly readyState: number;
  close: () => void;
}

export interface Channel {
  postMessage: (message: unknown) => void;
  onmessage: ((event: MessageEvent) => void) | null;
  close: () => void;
}

/** What the browser lends: replaced in tests. */
export interface LivePorts {
  open: (path: string) => Source;
  channel: () => Channel | null;
  /** Runs `lead` once this tab is the one that holds the connection; gives up when the signal aborts. */
  elect: (input: { lead: () => Promise<void>; signal: AbortSignal }) => void;
  later: (input: { run: () => void; milliseconds: number }) => () => void;
}

const CLOSED = 2;
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30_000;

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function changeOf(data: string): TicketChange | null {
  try {
    const value: unknown = JSON.parse(data);
    if (!isObject(value) || typeof value.id !== 'string') return null;
    return {
      id: value.id,
      num: Number(value.num ?? 0),
      type: String(value.type ?? ''),
      state: String(value.state ?? ''),
      urgency: String(value.urgency ?? ''),
      version: Number(value.version ?? 0),
    };
  } catch {
    return null;
  }
}

const isShared = (value: unknown): value is Shared =>
  isObject(value) && (value.kind === 'event' || value.kind === 'connected' || value.kind === 'hello');

/**
 * One stream of changes per browser: the elected tab holds the EventSource (HTTP/1.1 allows six connections a host) and
 * tells the others. Each tab is given `reload` once at the start: between the page and the stream something may have come.
 */
export class LiveClient {
  readonly #ports: LivePorts;
  readonly #onEvent: (event: LiveEvent) => void;
  readonly #onConnected: (connected: boolean) => void;
  readonly #stop = new AbortController();
  #channel: Channel | null = null;
  #source: Source | null = null;
  #position = '';
  #wait = FIRST_WAIT;
  #leading = false;
  #caughtUp = false;
  #connected = false;
  #cancelRetry: () => void = () => undefined;

  constructor(input: {
    ports: LivePorts;
    onEvent: (event: LiveEvent) => void;
    onConnected: (connected: boolean) => void;
  }) {
    this.#ports = input.ports;
    this.#onEvent = input.onEvent;
    this.#onConnected = input.onConnected;
  }

  start(): () => void {
    this.#channel = this.#ports.channel();
    if (this.#channel !== null) {
      this.#channel.onmessage = ({ data }) => this.#hear(data);
      this.#channel.postMessage({ kind: 'hello' } satisfies Shared);
    }
    this.#ports.elect({ lead: () => this.#lead(), signal: this.#stop.signal });
    return () => this.#end();
  }

  #hear(data: unknown): void {
    if (!isShared(data)) return;
    if (data.kind === 'hello') {
      if (this.#leading) this.#say(this.#connected);
    } else if (data.kind === 'connected') this.#follow(data);
    else {
      this.#position = data.position;
      this.#onEvent(data.event);
    }
  }

  #follow({ value, position }: { value: boolean; position: string }): void {
    this.#position = position;
    this.#onConnected(value);
    if (value) this.#catchUp();
  }

  #catchUp(): void {
    if (this.#caughtUp) return;
    this.#caughtUp = true;
    this.#onEvent({ kind: 'reload' });
  }

  #share(message: Shared): void {
    this.#channel?.postMessage(message);
  }

  #lead(): Promise<void> {
    if (this.#stop.signal.aborted) return Promise.resolve();
    this.#leading = true;
    this.#connect();
    return new Promise((resolve) => this.#stop.signal.addEventListener('abort', () => resolve()));
  }

  #connect(): void {
    const after = this.#position === '' ? '' : `?after=${encodeURIComponent(this.#position)}`;
    const source = this.#ports.open(`/api/live${after}`);
    this.#source = source;
    source.onopen = () => {
      this.#wait = FIRST_WAIT;
      this.#say(true);
      this.#catchUp();
    };
    source.onerror = () => {
      this.#say(false);
      // A lost connection is taken up again by the browser itself, with Last-Event-ID; a refused one never is.
      if (source.readyState === CLOSED) this.#retry();
    };
    source.addEventListener('hello', ({ lastEventId }) => {
      if (lastEventId !== '') this.#position = lastEventId;
      this.#say(true);
    });
    source.addEventListener('ticket', ({ data, lastEventId }) => {
      const change = changeOf(data);
      if (change !== null) this.#give({ event: { kind: 'ticket', change }, position: lastEventId });
    });
    source.addEventListener('gone', ({ data, lastEventId }) => {
      const change = changeOf(data);
      if (change !== null) this.#give({ event: { kind: 'gone', id: change.id }, position: lastEventId });
    });
    // Something is meant for this officer: it says no more than that.
    source.addEventListener('for-me', ({ lastEventId }) =>
      this.#give({ event: { kind: 'for-me' }, position: lastEventId }),
    );
    source.addEventListener('reload', ({ lastEventId }) =>
      this.#give({ event: { kind: 'reload' }, position: lastEventId }),
    );
  }

  #retry(): void {
    this.#source?.close();
    this.#cancelRetry();
    this.#cancelRetry = this.#ports.later({ run: () => this.#connect(), milliseconds: this.#wait });
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
  }

  #give({ event, position }: { event: LiveEvent; position: string }): void {
    if (position !== '') this.#position = position;
    this.#onEvent(event);
    this.#share({ kind: 'event', event, position: this.#position });
  }

  #say(connected: boolean): void {
    this.#connected = connected;
    this.#onConnected(connected);
    this.#share({ kind: 'connected', value: connected, position: this.#position });
  }

  #end(): void {
    this.#stop.abort();
    this.#cancelRetry();
    this.#source?.close();
    this.#channel?.close();
  }
}
