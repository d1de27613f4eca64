import { ANY, blank, fold, has, pattern, sentencesOf, spansOf, whole } from './lint-fold.rules.ts';
import { LEADING_MENTION } from './lint-use.rules.ts';
import type { LintInput, Span, View } from './lint.types.ts';

const GRAVE = pattern(
  whole(
    `(?:gang ?)?rap(?:e|ed|ist|ing)|molest${ANY}|sexual${ANY}|pocso|outraging (?:her |the )?modesty|` +
      `eve[ -]?teas${ANY}|minor (?:girl|boy|victim|child|daughter|son)|` +
      'child (?:victim|abuse|marriage|trafficking|pornography)|girl child|(?:she|he|victim) is a minor|' +
      `दुष्कर्म|सामूहिक दुष्कर्म|बलात्कार${ANY}|यौन|पॉक्सो|पोक्सो|छेडछाड${ANY}|छेडखानी|नाबालिग|नाबालिक|अवयस्क|` +
      'बच्ची|बालिका|पीडित (?:बच्चे|बच्चा|बालक)|अश्लील|' +
      `विनयभंग${ANY}|लैंगिक|अल्पवयीन|बालिके${ANY}|` +
      'chh?ed ?chh?a+d|chh?edkh?ani|dushkarm|balatkar|yaun|nabalig|naabalig|bachchi|bacchi|vinaybhang|laingik|' +
      'alpavayin',
  ),
);

const RELATION = pattern(
  whole(
    '(?:daughter|wife|son|sister|mother|niece|granddaughter) of|[dws]/o\\.?|your (?:minor )?(?:daughter|son|wife|' +
      'sister|niece|child)|' +
      'पुत्री|सुपुत्री|पत्नी (?:श्री|श्रीमान|स्व)|(?:की|आपकी) (?:नाबालिग )?(?:बेटी|पत्नी|बहन|बच्ची|भतीजी)|(?:के|' +
      'आपके) (?:नाबालिग )?(?:बेटे|पुत्र)|' +
      `मुलगी|मुलीला|मुलीची|मुलीच्या|(?:तुमच|आपल|यांच)(?:ी|्या) (?:अल्पवयीन )?(?:मुल${ANY}|पत्नी${ANY}|बहिण${ANY}|` +
      `कन्य${ANY})|` +
      '(?:ki|aapki|apki) (?:nabalig )?(?:beti|patni|behen|bahan|bachchi|bhatiji)|putri|suputri|patni (?:shri|' +
      'shree)|mulgi|mulila',
  ),
);

const HOUSE = pattern(
  whole(
    '(?:(?:house|flat|plot|door|quarter|room|h|f|मकान|फ्लैट|म|घर|भूखंड|फ्लॅट|सदनिका|makan|ghar)[\\s.]*(?:no|' +
      'number|num|नं|नंबर|नम्बर|संख्या|क्रमांक|क्र|सं|nambar)|house|flat|plot|quarter|मकान|फ्लैट|फ्लॅट|सदनिका|' +
      'makan)' +
      '[\\s.:#-]*(?:[a-z]{1,2}[\\s/-]?)?\\d+(?:[/-]?[a-z\\d]+)*',
  ) + '(?!\\s*%)',
);

const CLASS_OR_AGE = pattern(
  whole(
    'class[ -]?(?:\\d{1,2}(?:th|st|nd|rd)?|[ivx]+)|\\d{1,2}(?:th|st|nd|rd) (?:class|standard|std|grade)|(?:कक्षा|' +
      'इयत्ता|kaksha|iyatta)[ -]?(?:\\d{1,2}(?:वीं|वी)?|[\\p{L}\\p{M}]+वीं?)|' +
      '\\d{1,2}[ -]?(?:years?|yrs?|yr)[ -]?old|aged? (?:about )?\\d{1,2}|\\d{1,2} ?(?:वर्षीय|वर्षीया|साल की|' +
      'साल का|वर्ष की|वर्षांची|वर्षांच्या|वर्षीय मुलगी|varshiya|saal ki|saal ka)|' +
      `student (?:of|at|in)|studying (?:in|at)|छात्रा|विद्यार्थिनी|शाळकरी|chhatra`,
  ),
);

const SOME_PLACE = pattern(
  whole(
    `school|college|vidyalaya|academy|स्कूल|विद्यालय|कॉलेज|इंटर कॉलेज|शाळ${ANY}|महाविद्यालय${ANY}|` +
      'resident of|residing|lives? in|living in|village|colony|mohalla|sector|निवासी|ग्राम|गांव|मोहल्ला|कॉलोनी|' +
      'सेक्टर|रहिवासी|राहणारी|थाना|niwasi|gaon|thana|' +
      '[\\p{L}\\p{M}]{2,}(?:nagar|pur|ganj|abad|wadi|गंज|पुर|नगर|बाद|वाडी|गाव|ातील)',
  ),
);

/** Pattern source that matches a literal name with any white space. */
function literal(name: string): string {
  return name.replace(/[\\^$.*+?()[\]{}|/-]/gu, '\\$&').replace(/\s+/gu, '\\s+');
}

/** Spans of known names: whole words (Marathi case endings allowed) and handles spelt with the name. */
function nameSpans(text: string, names: readonly string[]): Span[] {
  const suffix = '(?:ची|चा|चे|च्या|ला|ने|नी|ना|शी|कडे|कडून|वर|साठी)?';
  const handles = [...text.matchAll(/@(\w{2,})/gu)];
  return names.flatMap((raw) => {
    const name = fold(raw).trim().replace(/^@/u, '');
    if (!/[\p{L}\p{N}]/u.test(name)) return [];
    const edge = '[\\p{L}\\p{M}\\p{N}]';
    const ending = /\p{Script=Devanagari}/u.test(name) ? suffix : '';
    const plain = spansOf(text, new RegExp(`(?<!${edge})${literal(name)}${ending}(?!${edge})`, 'giu'));
    const bare = name.toLowerCase().replace(/[\s._]+/gu, '');
    const inside = handles.filter(
      (m) => bare.length >= 3 && (m[1] ?? '').toLowerCase().replace(/_/gu, '').includes(bare),
    );
    return [...plain, ...inside.map((m): Span => [m.index, m.index + m[0].length])];
  });
}

/** What would show in public who the protected person is. */
export function victimIdentity(view: View, input: LintInput): Span[] {
  if (!input.isPublic || !(input.isProtected || has(view.text, GRAVE))) return [];
  const text = blank(view.text, LEADING_MENTION);
  const placed = sentencesOf(text).flatMap(([start, end]) => {
    const sentence = text.slice(start, end);
    return has(sentence, SOME_PLACE) ? spansOf(sentence, CLASS_OR_AGE, start) : [];
  });
  return [...nameSpans(text, input.names), ...spansOf(text, RELATION), ...spansOf(text, HOUSE), ...placed];
}

const AUTHOR = pattern(
  whole(
    `complainants?|informants?|informers?|whistle ?blowers?|tipsters?|the person who (?:told|informed|wrote)|` +
      `शिकायतकर्ता${ANY}|शिकायत करने वाल${ANY}|सूचना देने वाल${ANY}|सूचनादाता|मुखबिर${ANY}|` +
      `तक्रारदार${ANY}|माहिती देणा${ANY}|खबऱ्या${ANY}|` +
      'shikayat ?karta|shikayat karne wal[aeiy]|suchna dene wal[aeiy]|mukhbir|khabri|takrardar',
  ),
);

/** What tells that somebody wrote, or who, although he asked to stay unknown: in private too, what is read is passed on. */
export function authorNamed({ text }: View, { isSecret, names }: LintInput): Span[] {
  return isSecret === true ? [...nameSpans(text, names), ...spansOf(text, AUTHOR)] : [];
}
