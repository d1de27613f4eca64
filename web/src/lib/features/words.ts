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

export const SECRECY = ['no', 'asked', 'released'] as const;

export const channelWord = pick({
  x: 'channel.x',
  whatsapp: 'channel.whatsapp',
  email: 'channel.email',
  web: 'channel.web',
  desk: 'channels.desk',
  paste: 'channel.paste',
  jsonl: 'channel.import',
  replay: 'channel.import',
});

export const clockWord = pick({
  acknowledgement: 'clock.acknowledgement',
  first_response: 'clock.first_response',
  pick_up: 'clock.pick_up',
  action: 'clock.action',
  closure: 'clock.closure',
  review: 'clock.review',
});

export const climbAnswerWord = pick({ seen: 'climbed.seen', asked: 'climbed.asked', taken: 'climbed.taken' });

export const outboxWord = pick({
  waiting: 'outbox.waiting',
  held: 'outbox.held',
  sending: 'outbox.sending',
  settling: 'outbox.settling',
  sent: 'outbox.sent',
  unknown: 'outbox.unknown',
  failed: 'outbox.failed',
  cancelled: 'outbox.cancelled',
});

export const routeWord = pick({
  text: 'route.text',
  station_in_text: 'route.text',
  district_in_text: 'route.text',
  handle: 'route.handle',
  district_handle: 'route.handle',
  geotag: 'route.geotag',
  point_in_text: 'route.point',
  pin_code: 'route.pin',
  conversation: 'route.conversation',
  border: 'route.border',
  outside: 'route.outside',
  no_place: 'route.none',
  none: 'route.none',
  district_police_complaint: 'route.police',
  one_above_police_complaint: 'route.police',
});

export const outcomeWord = pick({
  fir: 'outcome.fir',
  ncr: 'outcome.ncr',
  action_without_fir: 'outcome.action_without_fir',
  counselled: 'outcome.counselled',
  settled: 'outcome.settled',
  found_untrue: 'outcome.found_untrue',
  civil_referred: 'outcome.civil_referred',
  other_agency: 'outcome.other_agency',
  not_found: 'outcome.not_found',
  advised: 'outcome.advised',
});

/** Why a PIN does not open a station's device. */
export const obstacleWord = pick({
  'charge.pin_none': 'lock.pinNone',
  'charge.device_locked': 'lock.locked',
  'charge.passed_on': 'lock.passedOn',
});

/** What an outcome needs to be written down. */
export const needWord = pick({
  fir: 'need.fir',
  sections: 'need.sections',
  ncr: 'need.ncr',
  office: 'need.office',
  date: 'need.date',
  gd: 'need.gd',
  gdDate: 'need.gdDate',
});

/** What speaks against one event although much is alike. */
export const differenceWord = pick({
  place: 'incident.other.place',
  addressee: 'incident.other.addressee',
  number: 'incident.other.number',
  age: 'incident.other.age',
  amount: 'incident.other.amount',
  time: 'incident.other.time',
  victim: 'incident.other.victim',
  object: 'incident.other.object',
  vehicle: 'incident.other.vehicle',
});

export const reasonWord = pick({
  praise: 'reason.praise',
  news_opinion: 'reason.news_opinion',
  spam_ad: 'reason.spam_ad',
  abuse: 'reason.abuse',
  question: 'reason.question',
  other_department: 'reason.other_department',
  other_jurisdiction: 'reason.other_jurisdiction',
  no_details: 'reason.no_details',
});

export const lintWord = pick({
  place_given: 'lint.place_given',
  contact_in_public: 'lint.contact_in_public',
  phone_shown: 'lint.phone_shown',
  bare_forwarded: 'lint.bare_forwarded',
  victim_identity: 'lint.victim_identity',
  link_costs: 'lint.link_costs',
  internal_note: 'lint.internal_note',
  shouting: 'lint.shouting',
  no_next_step: 'lint.no_next_step',
  blank: 'lint.blank',
  author_named: 'lint.author_named',
  record_shown: 'lint.record_shown',
});

export const joinWord = pick({
  copy: 'join.copy',
  same_event: 'join.sameEvent',
  conversation: 'join.conversation',
  quote: 'join.quote',
  retweet: 'join.retweet',
  own_earlier: 'join.ownEarlier',
});

export const returnWord = pick({
  on_the_way: 'alarm.return.on_the_way',
  at_the_scene: 'alarm.return.at_the_scene',
  attended: 'alarm.return.attended',
  nobody_found: 'alarm.return.nobody_found',
});

/** What kind of duty a shift is. */
export const dutyWord = (kind: 'desk' | 'night' | 'duty'): MessageKey => `roster.kind.${kind}`;

export const wayWord = pick({
  push: 'way.push',
  mail: 'way.mail',
  whatsapp: 'way.whatsapp',
  sms: 'way.sms',
  call: 'way.call',
});

export const toldWord = pick({
  queued: 'told.state.queued',
  sending: 'told.state.sending',
  sent: 'told.state.sent',
  delivered: 'told.state.delivered',
  opened: 'told.state.opened',
  reached: 'told.state.reached',
  failed: 'told.state.failed',
  unknown: 'told.state.unknown',
  cancelled: 'told.state.cancelled',
});

export const reasonToTellWord = pick({
  opened: 'reason.opened',
  transferred: 'reason.transferred',
  reopened: 'reason.reopened',
  wrote_again: 'reason.wrote_again',
  alarm: 'reason.alarm',
  deadline_near: 'reason.deadline_near',
  deadline_passed: 'reason.deadline_passed',
  climbed: 'reason.climbed',
  climbed_late: 'reason.climbed',
  answer_asked: 'reason.answer_asked',
  offered: 'reason.offered',
  closing_proposed: 'reason.closing_proposed',
  closing_returned: 'reason.closing_returned',
});

export const historyWord = pick({
  called: 'event.called',
  code_given: 'event.code_given',
  safe_contact_set: 'event.safe_contact_set',
  paused: 'event.paused',
  resumed: 'event.resumed',
  offered: 'event.offered',
  offer_returned: 'event.offer_returned',
  offer_withdrawn: 'event.offer_withdrawn',
  closing_proposed: 'event.closing_proposed',
  closing_returned: 'event.closing_returned',
  feedback_taken: 'event.feedback_taken',
  feedback_called: 'event.feedback_called',
  verdict: 'event.verdict',
  audited: 'event.audited',
  looked_at: 'event.audited',
  look_undone: 'event.undone',
  verdict_silent: 'event.verdict_silent',
  report_proposed: 'event.report_proposed',
  proposal_settled: 'event.proposal_settled',
  told_by_telephone: 'event.told_by_telephone',
  rumour_carried: 'event.rumour_carried',
  rumour_dropped: 'event.rumour_dropped',
  alarm_raised: 'event.alarm_raised',
  alarm_climbed: 'event.alarm_climbed',
  climbed: 'event.climb_up',
  climb_seen: 'event.climb_seen',
  climb_asked: 'event.climb_asked',
  climb_taken: 'event.climb_taken',
  alarm_take: 'event.alarm_take',
  alarm_hand_over: 'event.alarm_hand_over',
  alarm_return: 'event.alarm_return',
  alarm_not_reached: 'event.alarm_not_reached',
  alarm_safe: 'event.alarm_safe',
  alarm_passed: 'event.alarm_passed',
  commended: 'event.commended',
  commendation_withdrawn: 'event.commendation_withdrawn',
  briefed: 'event.briefed',
  spread_started: 'event.spread_started',
  spread_ended: 'event.spread_ended',
  spread_seen: 'event.spread_seen',
  spread_locked: 'event.spread_locked',
  spread_unlocked: 'event.spread_unlocked',
  spread_held_release: 'event.spread_held_release',
  spread_held_drop: 'event.spread_held_drop',
  spread_statement_written: 'event.spread_statement_written',
  spread_statement_asked: 'event.spread_statement_asked',
  spread_statement_approved: 'event.spread_statement_approved',
  spread_statement_returned: 'event.spread_statement_returned',
  spread_statement_withdrawn: 'event.spread_statement_withdrawn',
  spread_statement_sent: 'event.spread_statement_sent',
  spread_statement_unsent: 'event.spread_statement_unsent',
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
  plucked: 'event.plucked',
  taken_over: 'event.taken_over',
  looked_through: 'event.looked-through',
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
  deadline_passed: 'event.breached',
  answered_outside: 'event.answered_outside',
  reach_raised: 'event.reach',
  continued: 'event.continued',
  message_edited: 'event.edited',
  message_gone: 'event.gone',
  erased: 'event.erased',
  read_again: 'event.read_again',
  incident_joined: 'event.incident_joined',
  incident_left: 'event.incident_left',
  told_apart: 'event.told_apart',
  split: 'event.split',
  picture_described: 'event.described',
  media_classed: 'event.media_classed',
  media_quarantined: 'event.media_quarantined',
  media_returned: 'event.media_returned',
  media_opened: 'event.media_opened',
  media_removed: 'event.media_removed',
  hold_ordered: 'event.hold_ordered',
  hold_lifted: 'event.hold_lifted',
  evidence_opened: 'event.evidence_opened',
  evidence_file_opened: 'event.evidence_file_opened',
  send_seen: 'event.send_seen',
  unfolded: 'event.unfolded',
  withdrawn: 'event.withdrawn',
  changed: 'event.changed',
  file_added: 'event.file',
  'reply.sent': 'event.reply_sent',
  'reply.failed': 'event.reply_failed',
  'reply.unknown': 'event.reply_unknown',
  'reply.settled': 'event.reply_settled',
  'reply.cancelled': 'event.reply_cancelled',
  'reply.held': 'event.reply_held',
});
