import type { MessageKey } from '$lib/i18n/translate.ts';

/** Codes of the API → our words. A code that is newer than these pages is shown as it came. */
const pick =
  (words: Record<string, MessageKey>) =>
  (code: string): MessageKey | null =>
    words[code.replace(/-/g, '_')] ?? null;

export const languageWord = pick({
  hi: 'lang.hi',
  hinglish: 'lang.hinglish',
  en: 'lang.en',
  mr: 'lang.mr',
  mixed: 'lang.mixed',
  other: 'lang.other',
});
export const LANGUAGES = ['hi', 'hinglish', 'en', 'mr', 'mixed', 'other'];

export const urgencyWord = pick({ normal: 'urgency.normal', urgent: 'urgency.urgent', life_risk: 'urgency.life_risk' });
export const URGENCIES = ['normal', 'urgent', 'life-risk'];

export const aboutPoliceWord = pick({ no: 'about.no', unclear: 'about.unclear', yes: 'about.yes' });
export const ABOUT_POLICE = ['no', 'unclear', 'yes'];

export const channelWord = pick({
  x: 'channel.x',
  whatsapp: 'channel.whatsapp',
  email: 'channel.email',
  web: 'channel.web',
  paste: 'channel.paste',
  jsonl: 'channel.import',
  replay: 'channel.import',
});

export const clockWord = pick({
  first_response: 'clock.first_response',
  pick_up: 'clock.pick_up',
  action: 'clock.action',
  closure: 'clock.closure',
});

export const outboxWord = pick({
  waiting: 'outbox.waiting',
  held: 'outbox.held',
  sending: 'outbox.sending',
  sent: 'outbox.sent',
  unknown: 'outbox.unknown',
  failed: 'outbox.failed',
  cancelled: 'outbox.cancelled',
});

export const routeWord = pick({
  text: 'route.text',
  handle: 'route.handle',
  geotag: 'route.geotag',
  conversation: 'route.conversation',
  none: 'route.none',
});

export const historyWord = pick({
  received: 'event.received',
  opened: 'event.opened',
  open: 'event.opened',
  ask_back: 'event.asked_back',
  asked_back: 'event.asked_back',
  not_for_us: 'event.not_for_us',
  filtered: 'event.not_for_us',
  corrected: 'event.corrected',
  correct: 'event.corrected',
  transferred: 'event.transferred',
  transfer: 'event.transferred',
  taken_up: 'event.taken_up',
  take_up: 'event.taken_up',
  closed: 'event.closed',
  close: 'event.closed',
  verified: 'event.verified',
  verify: 'event.verified',
  reopened: 'event.reopened',
  reopen: 'event.reopened',
  replied: 'event.replied',
  reply: 'event.replied',
  noted: 'event.noted',
  note: 'event.noted',
  undone: 'event.undone',
  undo: 'event.undone',
  wrote_again: 'event.wrote_again',
  joined: 'event.joined',
  voice_added: 'event.joined',
  message_added: 'event.message',
  acknowledged: 'event.acknowledged',
  clock_breached: 'event.breached',
});
