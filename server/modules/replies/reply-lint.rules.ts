/** Looks through an answer before a police desk sends it. Pure, no dependencies. Hindi, Hinglish, English, Marathi. */

import { contactInPublic, placeGiven } from './lint-asks.rules.ts';
import { blanksIn } from './lint-blanks.rules.ts';
import { viewOf } from './lint-fold.rules.ts';
import { internalNote } from './lint-notes.rules.ts';
import { linkCosts, phoneShown } from './lint-numbers.rules.ts';
import { recordShown } from './lint-record.rules.ts';
import { shouting } from './lint-tone.rules.ts';
import { bareForwarded, noNextStep } from './lint-use.rules.ts';
import { authorNamed, victimIdentity } from './lint-victim.rules.ts';
import type { LintCode, LintFinding, LintInput, Span, View } from './lint.types.ts';

interface Rule {
  readonly code: LintCode;
  readonly level: 'stop' | 'warn';
  readonly find: (view: View, input: LintInput) => readonly Span[];
}

const RULES: readonly Rule[] = [
  { code: 'place_given', level: 'warn', find: placeGiven },
  { code: 'contact_in_public', level: 'stop', find: contactInPublic },
  { code: 'phone_shown', level: 'stop', find: phoneShown },
  { code: 'record_shown', level: 'stop', find: recordShown },
  { code: 'bare_forwarded', level: 'warn', find: bareForwarded },
  { code: 'victim_identity', level: 'stop', find: victimIdentity },
  { code: 'link_costs', level: 'warn', find: linkCosts },
  { code: 'internal_note', level: 'stop', find: internalNote },
  { code: 'shouting', level: 'warn', find: shouting },
  { code: 'author_named', level: 'warn', find: authorNamed },
  { code: 'no_next_step', level: 'warn', find: noNextStep },
];

/** Joins overlapping spans. */
function merged(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of [...spans].sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = result.at(-1);
    if (last !== undefined && span[0] < last[1]) result[result.length - 1] = [last[0], Math.max(last[1], span[1])];
    else result.push(span);
  }
  return result;
}

/** Looks through an answer; findings are ordered by start, then code. */
export function lintReply(input: LintInput): readonly LintFinding[] {
  const view = viewOf(input.text);
  const findings = RULES.flatMap(({ code, level, find }) =>
    merged(find(view, input)).map(([start, end]): LintFinding => {
      return { code, level, start: view.starts[start] ?? 0, end: view.ends[end - 1] ?? input.text.length };
    }),
  );
  // Brackets are no words: they are looked for in the text as it stands.
  const blanks = blanksIn(input.text).map(([start, end]): LintFinding => ({
    code: 'blank',
    level: 'stop',
    start,
    end,
  }));
  return [...findings, ...blanks].sort((a, b) => a.start - b.start || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0));
}
