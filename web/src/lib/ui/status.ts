import type { MessageKey } from '$lib/i18n/translate.ts';

export type Shape = 'ring' | 'dot' | 'half' | 'check' | 'double' | 'question' | 'dash' | 'diamond' | 'triangle';
export type Tone = 'neutral' | 'open' | 'in-process' | 'closed' | 'verified' | 'again' | 'life-risk';

interface Status {
  shape: Shape;
  tone: Tone;
  word: MessageKey;
}

export const STATUS = {
  received: { shape: 'ring', tone: 'neutral', word: 'state.received' },
  ask_back: { shape: 'question', tone: 'neutral', word: 'state.ask_back' },
  not_for_us: { shape: 'dash', tone: 'neutral', word: 'state.not_for_us' },
  open: { shape: 'dot', tone: 'open', word: 'state.open' },
  in_process: { shape: 'half', tone: 'in-process', word: 'state.in_process' },
  closed: { shape: 'check', tone: 'closed', word: 'state.closed' },
  verified: { shape: 'double', tone: 'verified', word: 'state.verified' },
  wrote_again: { shape: 'diamond', tone: 'again', word: 'state.wrote_again' },
  life_risk: { shape: 'triangle', tone: 'life-risk', word: 'state.life_risk' },
} as const satisfies Record<string, Status>;

export type StatusName = keyof typeof STATUS;
