export type Draft = Record<string, string>;

const PREFIX = 'pukaar.draft.';
/** What nobody came back to is forgotten, in milliseconds. */
const KEPT = 14 * 86_400_000;

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;
type Of = { ticket: string; action: string };

const nameOf = ({ ticket, action }: Of) => `${ticket}.${action}`;

const isDraft = (value: unknown): value is Draft =>
  typeof value === 'object' && value !== null && Object.values(value).every((field) => typeof field === 'string');

/** Makes what lies on the device unreadable to whoever signs in there next. */
export interface Seal {
  close: (text: string) => Promise<string>;
  /** Throws for what another key closed. */
  open: (sealed: string) => Promise<string>;
}

const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
const base64Of = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes));
const IV = 12;

/** AES-GCM under the officer's key (base64 of 32 bytes), which the server tells to nobody else. */
export async function sealWith(key: string): Promise<Seal> {
  const secret = await crypto.subtle.importKey('raw', bytesOf(key), 'AES-GCM', false, ['encrypt', 'decrypt']);
  return {
    async close(text) {
      const iv = crypto.getRandomValues(new Uint8Array(IV));
      const closed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, secret, new TextEncoder().encode(text));
      return base64Of(new Uint8Array([...iv, ...new Uint8Array(closed)]));
    },
    async open(sealed) {
      const bytes = bytesOf(sealed);
      const opened = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: bytes.slice(0, IV) }, secret, bytes.slice(IV));
      return new TextDecoder().decode(opened);
    },
  };
}

const keysOf = (store: Store): string[] =>
  Array.from({ length: store.length }, (_, at) => store.key(at) ?? '').filter((key) => key.startsWith(PREFIX));

/**
 * Half-written forms of the officer who is signed in, so that a reload, a lost connection or a sign-out costs nobody a
 * sentence. They are at hand at once and lie on the device sealed.
 */
export function createDrafts() {
  const kept = new Map<string, Draft>();
  const order = new Map<string, number>();
  let owner: { officer: string; store: Store; seal: Seal } | null = null;

  async function write(name: string): Promise<void> {
    const mine = owner;
    if (mine === null) return;
    const key = `${PREFIX}${mine.officer}.${name}`;
    const turn = (order.get(name) ?? 0) + 1;
    order.set(name, turn);
    try {
      const draft = kept.get(name);
      if (draft === undefined) return mine.store.removeItem(key);
      const sealed = await mine.seal.close(JSON.stringify({ at: Date.now(), draft }));
      // What was typed meanwhile is written by its own turn.
      if (order.get(name) === turn && owner === mine) mine.store.setItem(key, sealed);
    } catch {
      // A full or forbidden store: the form itself still holds the words.
    }
  }

  async function take(mine: NonNullable<typeof owner>, key: string): Promise<void> {
    try {
      const value: unknown = JSON.parse(await mine.seal.open(mine.store.getItem(key) ?? ''));
      const { at, draft } = value as { at?: unknown; draft?: unknown };
      if (typeof at !== 'number' || at < Date.now() - KEPT || !isDraft(draft)) return mine.store.removeItem(key);
      kept.set(key.slice(`${PREFIX}${mine.officer}.`.length), draft);
    } catch {
      mine.store.removeItem(key);
    }
  }

  return {
    /** Brings back what this officer left on the device; asked for again by the same officer it does nothing. */
    async open({ officer, store, seal }: { officer: string; store: Store | null; seal: () => Promise<Seal> }) {
      if (owner?.officer === officer || store === null) return;
      kept.clear();
      owner = null;
      const mine = { officer, store, seal: await seal() };
      const own = keysOf(store).filter((key) => key.startsWith(`${PREFIX}${officer}.`));
      await Promise.all(own.map((key) => take(mine, key)));
      owner = mine;
    },
    /** Another page of this officer has sent or thrown away what it held. */
    forget(key: string | null): void {
      const mine = owner && `${PREFIX}${owner.officer}.`;
      if (key !== null && mine !== null && key.startsWith(mine)) kept.delete(key.slice(mine.length));
    },
    load: (of: Of): Draft | null => kept.get(nameOf(of)) ?? null,
    save({ draft, ...of }: Of & { draft: Draft }): void {
      if (Object.values(draft).every((field) => field === '')) kept.delete(nameOf(of));
      else kept.set(nameOf(of), draft);
      void write(nameOf(of));
    },
    drop(of: Of): void {
      kept.delete(nameOf(of));
      void write(nameOf(of));
    },
  };
}

export const drafts = createDrafts();

/** Where nothing can be sealed (a desk without https), words stay with the tab and go with it. */
const unsealed: Seal = { close: (text) => Promise.resolve(text), open: (text) => Promise.resolve(text) };

let isListening = false;

/** Opens the drafts of whoever is signed in. Never fails: without a store they last as long as the page. */
export async function openDrafts({ officer, key }: { officer: string; key: string }): Promise<void> {
  const isSafe = globalThis.isSecureContext && typeof crypto.subtle === 'object';
  try {
    await drafts.open({
      officer,
      store: isSafe ? localStorage : sessionStorage,
      seal: () => (isSafe ? sealWith(key) : Promise.resolve(unsealed)),
    });
  } catch {
    // Storage is forbidden here.
  }
  if (!isListening) addEventListener('storage', ({ key, newValue }) => newValue === null && drafts.forget(key));
  isListening = true;
}
