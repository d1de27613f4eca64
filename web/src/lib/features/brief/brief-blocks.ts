import type { Brief, BriefStep } from '$lib/api/brief.ts';
import { channelWord, clockWord, historyWord, languageWord, outboxWord } from '$lib/features/words.ts';
import type { I18n } from '$lib/i18n/context.ts';
import type { MessageKey } from '$lib/i18n/translate.ts';
import type { Session } from '$lib/state/session.ts';
import { STATUS } from '$lib/ui/status.ts';
import { COLON, COMMA, DOT } from '$lib/ui/signs.ts';

export interface BriefLine {
  text: string;
  look?: 'strong' | 'quiet' | 'words';
}

/** A part of the page: page and picture alike are drawn from these. */
export interface BriefBlock {
  key: string;
  heading: string;
  lines: BriefLine[];
}

interface Telling {
  brief: Brief;
  i18n: I18n;
  session: Session;
  now: number;
}

const plain = (text: string): BriefLine => ({ text });
const joined = (parts: readonly (string | null | false)[]): string => parts.filter(Boolean).join(DOT);

const worded = ({ t, code, word }: { t: I18n['t']; code: string; word: MessageKey | null }) =>
  word === null ? code : t(word);

export const titleOf = ({ brief: { ticket }, i18n: { t } }: Telling): string =>
  joined([ticket.docket ?? t('ticket.noDocket'), t(STATUS[ticket.state].word)]);

function saidBlock({ brief, i18n: { t, f } }: Telling): BriefBlock {
  const { said, ticket, account, isMasked } = brief;
  const by = joined([
    said.author ?? (isMasked ? null : t('ticket.unknownAuthor')),
    f.moment(said.at),
    worded({ t, code: ticket.channel, word: channelWord(ticket.channel) }) + (account === null ? '' : ` ${account}`),
    worded({ t, code: ticket.language, word: languageWord(ticket.language) }),
    said.isEdited && t('ticket.edited'),
  ]);
  const text = said.isGone ? t('brief.gone') : isMasked ? t('brief.masked') : (said.text ?? ticket.headline);
  const figures = joined([
    t('spread.figures', { reach: ticket.reach, voices: ticket.voices }),
    said.media > 0 && t('brief.media', { n: said.media }),
    brief.similar.tickets > 0 && t('brief.similar', { n: brief.similar.tickets }),
    brief.similar.suggested > 0 && t('brief.perhaps', { n: brief.similar.suggested }),
  ]);
  const lines: BriefLine[] = [
    { text, look: said.isGone || isMasked ? 'quiet' : 'words' },
    { text: by, look: 'quiet' },
    plain(figures),
  ];
  if (said.url !== null) lines.push({ text: said.url, look: 'quiet' });
  if (brief.again !== null)
    lines.push(
      { text: t('brief.again') + COLON + f.moment(brief.again.at), look: 'quiet' },
      { text: brief.again.text ?? t('brief.masked'), look: brief.again.text === null ? 'quiet' : 'words' },
    );
  return { key: 'said', heading: t('brief.said'), lines };
}

function whereBlock({ brief: { ticket, isAlarm }, i18n: { t, name }, session }: Telling): BriefBlock {
  const place = [ticket.station, ticket.district].flatMap((unit) => (unit === null ? [] : name(unit.name)));
  const owner = ticket.owner === null ? t('brief.noOwner') : name(ticket.owner.name);
  const lines = [
    plain(t('field.place') + COLON + (place.join(COMMA) || t('common.unknown'))),
    { text: t('field.owner') + COLON + owner, look: 'strong' } as const,
    plain(
      joined([
        ticket.category !== null && t('field.category') + COLON + name(session.categoryName(ticket.category)),
        ticket.urgency !== 'normal' && session.urgencyName(ticket.urgency),
        isAlarm && t('alarm.title'),
        ticket.protected && t('ticket.protected'),
        ticket.aboutPolice !== 'no' && t('ticket.aboutPolice'),
      ]) || t('desk.noCategory'),
    ),
  ];
  return { key: 'where', heading: t('brief.where'), lines };
}

function clocksBlock({ brief: { clocks }, i18n: { t, f }, now }: Telling): BriefBlock {
  const lines = [...clocks]
    .sort((a, b) => a.dueAt - b.dueAt)
    .map(({ kind, startedAt, dueAt, stoppedAt }): BriefLine => {
      const label = kind === 'first_response' ? t('brief.byOfficer') : worded({ t, code: kind, word: clockWord(kind) });
      if (stoppedAt !== null) return plain(label + COLON + t('clock.after', { span: f.span(stoppedAt - startedAt) }));
      const span = f.span(dueAt - now);
      const left = dueAt < now ? t('time.over', { span }) : t('time.left', { span });
      return { text: label + COLON + joined([left, f.moment(dueAt)]), look: dueAt < now ? 'strong' : undefined };
    });
  return { key: 'clocks', heading: t('context.clocks'), lines: lines.length > 0 ? lines : [plain(t('clock.none'))] };
}

function stepLine({ step, i18n: { t, f, name } }: { step: BriefStep; i18n: I18n }): BriefLine {
  const word = historyWord(step.type.replace(/^ticket[._]/, ''));
  const { kind, name: officer, title } = step.by;
  const who =
    kind === 'officer'
      ? [name(title), officer].filter(Boolean).join(COMMA)
      : kind === 'policy'
        ? t('actor.policy')
        : kind === 'citizen'
          ? t('actor.citizen')
          : t('actor.system');
  return plain(joined([f.moment(step.at), worded({ t, code: step.type, word }), who]));
}

function stepsBlock({ brief: { steps, stepsLeft }, i18n }: Telling): BriefBlock {
  const lines = steps.map((step) => stepLine({ step, i18n }));
  // Where the middle is left out, it is said.
  if (stepsLeft > 0) lines.splice(4, 0, { text: i18n.t('brief.left', { n: stepsLeft }), look: 'quiet' });
  return { key: 'steps', heading: i18n.t('brief.steps'), lines };
}

/** The acknowledgement goes out by itself: no figure counts it as an answer. */
function firstLines({ brief: { acknowledgedAt, answeredAt }, i18n: { t, f } }: Telling): BriefLine[] {
  const at = (moment: number | null) => (moment === null ? t('brief.notYet') : f.moment(moment));
  return [
    plain(t('brief.automatic') + COLON + at(acknowledgedAt)),
    { text: t('brief.byOfficer') + COLON + at(answeredAt), look: 'strong' },
  ];
}

function answersBlock(telling: Telling): BriefBlock {
  const {
    brief: { answers, isMasked },
    i18n: { t, f },
  } = telling;
  const lines = answers.flatMap(({ text, state, at }): BriefLine[] => {
    const how = joined([worded({ t, code: state, word: outboxWord(state) }), at !== null && f.moment(at)]);
    return [
      { text: text ?? (isMasked ? t('brief.masked') : ''), look: text === null ? 'quiet' : 'words' },
      { text: how, look: 'quiet' },
    ];
  });
  return {
    key: 'answers',
    heading: t('brief.answers'),
    lines: [...firstLines(telling), ...(lines.length > 0 ? lines : [plain(t('brief.noAnswer'))])],
  };
}

function stateBlock({ brief, i18n, session }: Telling): BriefBlock {
  const { t, f, name } = i18n;
  const { ticket, outcome, nextClock, spread, steps } = brief;
  const last = steps.at(-1);
  const lines: BriefLine[] = [{ text: t(STATUS[ticket.state].word), look: 'strong' }];
  if (outcome !== null)
    lines.push(plain(joined([session.outcomeName(outcome.code), name(outcome.title), f.moment(outcome.at)])));
  if (last) lines.push(plain(t('brief.lastWord') + COLON + stepLine({ step: last, i18n }).text));
  if (spread?.speaker)
    lines.push(plain(t('voice.theirs', { who: name(spread.speaker.title), time: f.moment(spread.speaker.until) })));
  if (spread?.statement?.state === 'sent')
    lines.push({ text: t('statement.nextWord') + COLON + f.moment(spread.statement.nextWordAt), look: 'strong' });
  if (nextClock !== null) {
    const label = worded({ t, code: nextClock.kind, word: clockWord(nextClock.kind) });
    const who = name(ticket.owner?.name) || t('shell.desk');
    lines.push({ text: t('brief.next', { who, what: label, time: f.moment(nextClock.dueAt) }), look: 'strong' });
  } else if (ticket.state === 'closed') lines.push(plain(t('brief.toVerify')));
  return { key: 'state', heading: t('brief.state'), lines };
}

/** The whole brief in its order: how it stands comes first, for whoever has twenty seconds. */
export const blocksOf = (telling: Telling): BriefBlock[] => [
  stateBlock(telling),
  saidBlock(telling),
  whereBlock(telling),
  clocksBlock(telling),
  answersBlock(telling),
  stepsBlock(telling),
];
