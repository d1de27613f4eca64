const LINES_A_PORTION = 500;

/** Cuts a long file of lines into envelopes of readable size. Tables and pasted text stay whole: a row may hold line breaks. */
export function splitImport({ driver, body }: { driver: 'jsonl' | 'csv' | 'paste'; body: string }): readonly string[] {
  if (driver !== 'jsonl') return [body];
  const lines = body.split('\n').filter((line) => line.trim() !== '');
  return Array.from({ length: Math.ceil(lines.length / LINES_A_PORTION) }, (_, index) =>
    lines.slice(index * LINES_A_PORTION, (index + 1) * LINES_A_PORTION).join('\n'),
  );
}
