/** What an officer may say a file shows. */
export const MEDIA_CLASSES = ['violent', 'sexual', 'child-abuse', 'harmless'] as const;
export type MediaClass = (typeof MEDIA_CLASSES)[number];

/** Shows the abuse of a child: nobody but named officers sees it. */
export const ABUSE: MediaClass = 'child-abuse';

const VIOLENT: ReadonlySet<string> = new Set(['violent-crime', 'road-accident', 'cattle']);

/**
 * What a file that nobody has spoken on may show, by the matter that it came with: its picture is never looked at for
 * this. Null: nothing speaks for it.
 */
export function suspectedClass({
  category,
  protected: isProtected,
  urgency,
}: {
  readonly category: string | null;
  readonly protected: boolean;
  readonly urgency: string;
}): 'violent' | 'sexual' | null {
  if (isProtected) return 'sexual';
  return urgency === 'life-risk' || VIOLENT.has(category ?? '') ? 'violent' : null;
}

/** A quarantined file as it is told: by its class alone, whatever was said of it or read from it before. */
export const maskAbuse = <
  Medium extends { readonly state: string; readonly alt: string | null; readonly sensitivity: string | null },
>(
  medium: Medium,
): Medium => (medium.state === 'quarantined' ? { ...medium, alt: null, sensitivity: ABUSE } : medium);
