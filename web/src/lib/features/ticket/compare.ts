export interface Piece {
  text: string;
  /** Not said in the other text. */
  differs: boolean;
}

const WORD = /[\p{L}\p{M}\p{N}]+/gu;
const fold = (word: string): string => word.normalize('NFC').toLowerCase();

/** Cuts a text into what the other one says too and what only this one says, so that an officer sees the difference first. */
export function compare({ text, other }: { text: string; other: string }): Piece[] {
  const known = new Set([...other.matchAll(WORD)].map(([word]) => fold(word)));
  const pieces: Piece[] = [];
  const add = (piece: Piece): void => {
    const last = pieces.at(-1);
    if (piece.text === '') return;
    if (last?.differs === piece.differs) last.text += piece.text;
    else pieces.push(piece);
  };
  let at = 0;
  for (const { 0: word, index } of text.matchAll(WORD)) {
    const between = text.slice(at, index);
    const differs = !known.has(fold(word));
    // What stands between two marked words is marked with them.
    add({ text: between, differs: differs && pieces.at(-1)?.differs === true });
    add({ text: word, differs });
    at = index + word.length;
  }
  add({ text: text.slice(at), differs: false });
  return pieces;
}
