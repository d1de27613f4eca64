export type Draft = Record<string, string>;

const PREFIX = 'pukaar.draft.';
const keyOf = ({ ticket, action }: { ticket: string; action: string }) => `${PREFIX}${ticket}.${action}`;

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const isDraft = (value: unknown): value is Draft =>
  typeof value === 'object' && value !== null && Object.values(value).every((field) => typeof field === 'string');

/** Keeps half-written forms on the device, so that a reload or a lost connection costs nobody a sentence. */
export function createDrafts(store: () => Store | null) {
  return {
    load(of: { ticket: string; action: string }): Draft | null {
      try {
        const value: unknown = JSON.parse(store()?.getItem(keyOf(of)) ?? 'null');
        return isDraft(value) ? value : null;
      } catch {
        return null;
      }
    },
    save({ ticket, action, draft }: { ticket: string; action: string; draft: Draft }): void {
      try {
        if (Object.values(draft).every((field) => field === '')) store()?.removeItem(keyOf({ ticket, action }));
        else store()?.setItem(keyOf({ ticket, action }), JSON.stringify(draft));
      } catch {
        // A full or forbidden store: the form itself still holds the words.
      }
    },
    drop(of: { ticket: string; action: string }): void {
      try {
        store()?.removeItem(keyOf(of));
      } catch {
        // As above.
      }
    },
  };
}

export const drafts = createDrafts(() => (typeof localStorage === 'undefined' ? null : localStorage));
