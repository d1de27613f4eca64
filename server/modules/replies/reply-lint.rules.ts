/** Looks through an answer before a police desk sends it. Pure, no dependencies. Hindi, Hinglish, English, Marathi. */

export type LintCode =
  | 'place_given'
  | 'contact_in_public'
  | 'phone_shown'
  | 'bare_forwarded'
  | 'victim_identity'
  | 'link_costs'
  | 'internal_note'
  | 'shouting'
  | 'no_next_step';

/** One finding; offsets are UTF-16 offsets in the text as given. */
export interface LintFinding {
  readonly code: LintCode;
  readonly level: 'stop' | 'warn';
  readonly start: number;
  readonly end: number;
}

export interface LintInput {
  /** The answer to be sent. */
  readonly text: string;
  /** Seen by everybody. */
  readonly isPublic: boolean;
  /** Matter about a woman, child, sexual offence or the like: nothing about it in public. */
  readonly isProtected: boolean;
  /** The citizen gave the place already. */
  readonly placeKnown: boolean;
  /** Names, handles or words of the person helped as far as known, in either script. */
  readonly names: readonly string[];
  /** The ticket's internal notes, which must never leak. */
  readonly notes: readonly string[];
  /** The channel bills a post with a link many times one without. */
  readonly linkCosts: boolean;
}

/** Half-open range in the folded text. */
type Span = readonly [start: number, end: number];

/** Folded text with the way back to the offsets of the given text. */
interface View {
  readonly text: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/* ---------- folding ---------- */

/** Folds one cluster: NFKC, no nukta, one nasal sign, ASCII digits, plain dashes and quotes, no invisible signs. */
function fold(cluster: string): string {
  return cluster
    .normalize('NFKD')
    .replace(/[\u093c\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufe0e\ufe0f\ufeff]/gu, '')
    .normalize('NFKC')
    .replace(/\u0901/gu, '\u0902')
    .replace(/[\u0966-\u096f]/gu, (digit) => String(digit.charCodeAt(0) - 0x0966))
    .replace(/[\u2010-\u2015\u2212]/gu, '-')
    .replace(/[\u2018\u2019]/gu, "'");
}

/** Folds the text cluster by cluster, so that every folded unit knows where it came from. */
function viewOf(text: string): View {
  const starts: number[] = [];
  const ends: number[] = [];
  let folded = '';
  for (const match of text.matchAll(/\P{M}\p{M}*|\p{M}+/gu)) {
    const part = fold(match[0]);
    for (let unit = 0; unit < part.length; unit += 1) {
      starts.push(match.index);
      ends.push(match.index + match[0].length);
    }
    folded += part;
  }
  return { text: folded, starts, ends };
}

/* ---------- pattern helpers ---------- */

const LETTER = '\\p{L}\\p{M}\\p{N}_';
const ANY = '[\\p{L}\\p{M}]*';
const EDGE = `(?![${LETTER}])`;

/** Whole words in any script. */
function whole(alternatives: string): string {
  return `(?<![${LETTER}])(?:${alternatives})${EDGE}`;
}

/** Builds a pattern over folded text; a blank in the source stands for white space, " ?" for perhaps some. */
function pattern(source: string): RegExp {
  return new RegExp(fold(source).replace(/ \?/gu, '\\s*').replace(/ /gu, '\\s+'), 'giu');
}

/** All matches of a pattern as spans, moved by `base`. */
function spansOf(text: string, expression: RegExp, base = 0): Span[] {
  return [...text.matchAll(expression)].map((m): Span => [base + m.index, base + m.index + m[0].length]);
}

/** Whether the pattern occurs. */
function has(text: string, expression: RegExp): boolean {
  return text.search(expression) >= 0;
}

/** Replaces every match by blanks of the same length. */
function blank(text: string, expression: RegExp): string {
  return text.replace(expression, (found) => ' '.repeat(found.length));
}

const SENTENCE_END = new RegExp(
  '(?<!(?<![\\p{L}\\p{M}])(?:mob|no|nos|ph|tel|sr|dr|mr|mrs|smt|p\\.s|ps|insp|h\\.no|मो|नं|सं|क्र|म))' +
    '[.!?]+(?=\\s|$)|[।॥|\\n]+',
  'giu',
);

/** Spans cut after every match of `ends`. */
function cut(text: string, ends: RegExp): Span[] {
  const spans: Span[] = [];
  let start = 0;
  for (const match of text.matchAll(ends)) {
    spans.push([start, match.index + match[0].length]);
    start = match.index + match[0].length;
  }
  if (start < text.length) spans.push([start, text.length]);
  return spans;
}

/** Sentences with their end mark. */
function sentencesOf(text: string): Span[] {
  return cut(text, SENTENCE_END);
}

/** Count of words in any script. */
function wordCount(text: string): number {
  return (text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).length;
}

/* ---------- asking for something ---------- */

const PRIVATE_PLACE =
  'dms?|inbox|message|msg|डीएम|डी एम|इनबॉक्स|इनबाक्स|मैसेज|मेसेज|निजी संदेश|निजी मैसेज|व्यक्तिगत संदेश|संदेश|' +
  'खाजगी संदेश|खासगी संदेश|खाजगी मेसेज';

/** The sentence asks to do it where nobody else reads. A district magistrate ("DM office") is no private message. */
const PRIVATELY = pattern(
  whole(
    '(?:dms?|d\\.m\\.?|डीएम|डी\\.?एम\\.?)(?! (?:office|sahab|sahib|sir|karyalay|karyalaya|कार्यालय|साहब|महोदय|ऑफिस))|' +
      'direct messages?|direct msg|inbox|privately|private|personal message|message box|pm|' +
      '(?:message|msg|massage) (?:us|me|mein|karein|karen|kare|kijiye|kariye|kar|kara|bhejein|box)|' +
      `इनबॉक्स${ANY}|इनबाक्स${ANY}|(?:डायरेक्ट|पर्सनल|निजी|व्यक्तिगत|खाजगी|खासगी|थेट) (?:मैसेज|मेसेज|संदेश)${ANY}|` +
      'निजी तौर|निजी रूप|खाजगीत|खासगीत|niji sandesh|khajgi sandesh|' +
      '(?:मैसेज|मेसेज|संदेश) (?:करें|कीजिए|कर|करा|बॉक्स|द्वारा|में)',
  ),
);

/** Words that end the reach of an asked-for noun before its verb. */
const BREAKERS =
  'पर|में|मे|से|को|द्वारा|जाकर|है|हैं|था|थी|थे|गया|गयी|गई|गए|हुआ|हुई|चुकी|रही|रहा|पुलिस|प्रभारी|टीम|न|ना|नहीं|मत|' +
  `कर|करके|चल${ANY}|लग${ANY}|पहुंच${ANY}|पहुच${ANY}|बताया|दिया|मिला|मिल|तहरीर|शिकायत|` +
  'येथे|वर|मध्ये|आहे|आहेत|पोलीस|पोलिस|पोलिसांना|जाऊन|पथक|नका|करून|मिळाला|मिळाले|समजले|कळले|ठाण्यात|' +
  'par|pe|me|mein|se|ko|dwara|jakar|jaakar|hai|hain|tha|thi|gaya|gayi|gai|hua|hui|police|prabhari|team|na|nahi|nahin|' +
  `mat|kar|karke|chal${ANY}|lag${ANY}|pahunch${ANY}|pahuch${ANY}|bataya|diya|mila|ahe|aahe|yethe|` +
  'is|was|has|have|been|reached|will|at|to|in|on|not|never';

const INDIC_GAP =
  `(?:[\\s,/&.]+(?:(?:in )?(?:${PRIVATE_PLACE}) (?:में|मे|पर|द्वारा|वर|मध्ये|mein|me|par|pe)|in (?:dm|inbox)|` +
  `(?!(?:${BREAKERS})${EDGE})[\\p{L}\\p{M}'.]+)){0,7}?[\\s,:]+`;

const DO_HI = 'करें|करे|कीजिए|कीजिये|करिए|करिये|करो|कर दें|कर दीजिए|कराएं|करायें|करवाएं|करा|करावा|करावे|करावी';
const DO_LATIN = 'karein|karen|kare|kijiye|kijie|kariye|karo|kar den|kar dein|kar dijiye|karaye|karayen|kara';

const INDIC_VERBS = whole(
  '(?:शेयर|शेअर|साझा|प्रदान|उपलब्ध|सूचित|अवगत|मैसेज|मेसेज|सेंड|इनबॉक्स|डीएम|dm|स्पष्ट|मेंशन|प्रेषित|पोस्ट|कमेंट|' +
    `नमूद|share|send) (?:${DO_HI}|${DO_LATIN})|` +
    'बताएं|बताये|बतायें|बताए|बताइए|बताइये|बतावें|बताओ|दें|दे दें|दीजिए|दीजिये|भेजें|भेजे(?! ग)|भेजिए|भेजिये|भेजो|' +
    'भेज दें|' +
    'लिखें|लिखिए|(?:बताने|भेजने|देने|करने) (?:का|की) (?:कष्ट|कृपा)|चाहिए|आवश्यक है|की आवश्यकता है|की जरूरत है|' +
    'कळवा|कळवावे|कळवावा|कळवावी|सांगा|सांगावे|सांगावा|पाठवा|पाठवावा|पाठवावे|पाठवावी|द्या|द्यावा|द्यावे|द्यावी|लिहा|' +
    `(?:share|send|sajha|mention|provide|message|post|pradan|uplabdh|suchit) (?:${DO_LATIN}|${DO_HI})|` +
    'bata(?:ye|yen|yein|e|en|ein|iye|iyega|o)|bhej(?:en|ein|e|iye|o|iyega)|bhej (?:den|dein|dijiye)|' +
    'den|dein|dijiye|dijie|dijiyega|likh(?:en|ein|iye)|chahiye|kalva|kalwa|sanga|pathva|pathwa|dya|dyave',
);

/** Third person, tense and negation in front of an English verb make it no request. */
const NO_REQUEST =
  "(?<!(?:will|shall|has|have|you|who|not|n't|never|no|don't) )" +
  "(?<!(?:not|n't|never|dont)(?: (?!worry|panic|please|kindly|hesitate)[a-z]+){0,2} )";

const ENGLISH_VERBS =
  NO_REQUEST +
  whole(
    'share|send|provide|give|tell|mention|drop|furnish|specify|let us know|inform us|confirm|clarify|post|comment|' +
      'submit|dm|message|reply with|need|require|may (?:i|we) (?:have|know|get)|can (?:i|we) (?:have|get|know)|' +
      "what is|what's",
  );

/** "you may share", "could you share": a request in spite of the word "you" before the verb. */
const YOU_ASKED = whole(
  '(?:could|can|would|will|may|should|must|request|requesting|requested) you(?: to| please| kindly)?',
);
const POLITE_VERBS = `${YOU_ASKED} ${whole('share|send|provide|give|tell|mention|specify|confirm|post|submit')}`;

const ENGLISH_GAP =
  '(?:[\\s,/&]+(?!(?:at|to(?! us)|in(?! detail| dm| inbox)|from|near|on|by|via|through|is|was|has|have|will|' +
  'with(?! us)|' +
  'when|if|that|so|can|we|who|visit|call|contact|go|come|dial|reach|reaching|reached|not|police)' +
  `${EDGE})[\\p{L}\\p{M}'.]+){0,8}?[\\s,/&:]+`;

const YOUR_OWN = whole('अपना|अपनी|apna|apni|your|exact|सही|तुमचे|तुमचा|आपला');

/** Patterns that ask for a noun, for use on one sentence. */
function asksFor(nouns: string): readonly RegExp[] {
  const noun = whole(nouns);
  return [
    pattern(`(?:${POLITE_VERBS}|${ENGLISH_VERBS})${ENGLISH_GAP}${noun}`),
    pattern(`${noun}${INDIC_GAP}${INDIC_VERBS}`),
    pattern(`${INDIC_VERBS}[\\s:,-]+(?:${YOUR_OWN} ){0,2}${noun}\\s*(?:[.!?।]|$)`),
    pattern(`${noun}[\\s,]+(?:please|pls|plz|कृपया|kripya)\\s*(?:[.!?,।]|$)`),
    pattern(`${noun} (?:(?:is|are) )?(?:needed|required)${EDGE}`),
    pattern(`${noun} (?:क्या है|kya hai|काय आहे|kay ahe|kay aahe)${EDGE}`),
    pattern(`^[^\\p{L}]*(?:[\\p{L}\\p{M}]+[\\s,]+){0,3}${noun}\\s*\\?`),
  ];
}

const NOT_STAFF = '(?! (?:police|team|officer|sho|in-?charge|inspector|पुलिस|टीम))';

const PLACE_ASKED = asksFor(
  `(?:location|lokeshan|(?<!(?:take|took|takes|taken) )place|landmark|locality|spot|area|ilaka|jurisdiction|venue|` +
    `pin ?code|whereabouts|police station)${NOT_STAFF}|address(?! (?:the|your|this|it|all|these)${EDGE})|` +
    '(?:thana|jila|district|थाना|जनपद|जिला|गांव|थाने)(?= (?:क्षेत्र|का नाम|व|एवं|और|बता|भेज|लिख|साझा|शेयर|' +
    'kshetra|ka naam|bata|bhej))|' +
    'district(?=\\s*(?:[.,?!]|$| and))|' +
    'sthan|sthaan|ghatna ?sthal|jagah|jagha|pata|patta|thikan|mohalla|' +
    'लोकेशन|स्थान|घटना ?स्थल|जगह|पता|इलाका|एरिया|लैंडमार्क|मोहल्ला|' +
    'ठिकाण|ठिकाणाची माहिती|घटनास्थळ|घटनास्थळाची माहिती|स्थळ|पत्ता|परिसर|जागा|लोकेशनची माहिती|हद्द',
);

const PLACE_QUESTION = pattern(
  whole(
    `(?:which|what) (?:area|place|location|police station|thana|district|city|locality|village|part of)${NOT_STAFF}|` +
      'where (?:exactly|(?:is|was|are|did|has|does) (?:this|it|that|you|the (?:incident|matter|spot|place|' +
      'accident)))|' +
      'kis (?:thana|thane|jagah|area|kshetra|ilake|ilaka|shahar|jile|jila|sthan|place)|kaun ?-?s[aei] (?:thana|' +
      'area|jagah|ilaka|kshetra)|' +
      'kons[aei] (?:thana|area|jagah|ilaka|kshetra)|kaha?a?n? (?:ki|ka) (?:ghatna|mamla|video|baat)|' +
      'kaha?a?n? (?:hua|hui|par|ghati)|' +
      'किस (?:थाना|थाने|जगह|क्षेत्र|इलाके|स्थान|जनपद|जिले|शहर|एरिया)|कौन[ -]?(?:सा|से|सी) (?:थाना|जगह|क्षेत्र|' +
      'इलाका|एरिया|स्थान)|' +
      'कहां (?:की|का) (?:घटना|मामला|वीडियो|बात)|कहां की है|कहां (?:पर|हुई|हुआ|घटी|घटित)|' +
      `कोणत(?:्या|े|ा) (?:पोलीस |पोलिस )?(?:ठिकाण|परिसर|भाग|ठाण|गाव|शहर)${ANY}|कुठल(?:्या|े|` +
      `ा) (?:पोलीस )?(?:ठिकाण|परिसर|भाग|ठाण|गाव|शहर)${ANY}|` +
      `(?:घटना|ठिकाण|स्थळ) कुठे आहे|(?:घटना |हे |ही )?कुठे (?:घड|झाल)${ANY}|kuthe (?:ghad|jhal|zal)${ANY}|` +
      `konat(?:ya|e|a) (?:thikan|bhag|parisar|than)${ANY}`,
  ),
);

const OWN = 'अपना|अपनी|आपका|तुमचा|आपला|apna|apni|aapka|apka|tumcha|aapla|your';
const NUMBER = 'नंबर|नम्बर|नं|संख्या|क्रमांक|no|nos|number|numbers|nambar|num';

const CONTACT_ASKED = asksFor(
  '(?:मोबाइल|मोबाईल|मो|फोन|दूरभाष|संपर्क|सम्पर्क|व्हाट्सएप|व्हाट्सऐप|व्हॉट्सअॅप|कॉन्टैक्ट|दूरध्वनी|mobile|mob|' +
    'phone|ph|cell|telephone|' +
    `contact|whatsapp|sampark)[\\s.]*(?:${NUMBER}|सूत्र|details|info)|(?:${OWN}) (?:active |personal |` +
    `सक्रिय )?(?:${NUMBER})|` +
    'your (?:mobile|phone|whatsapp|contact)(?=\\s*(?:[.,?!]|$| and))|' +
    '(?:अपना|apna|तुमचा) (?:मोबाइल|मोबाईल|mobile|फोन)(?= (?:भेज|शेयर|साझा|दें|bhej|share|पाठवा))|' +
    `address(?! (?:the|your|this|it|all|these)${EDGE})|पता|पत्ता|pata|patta|` +
    `आधार (?:कार्ड|${NUMBER})|(?:अपना|तुमचे|तुमचा) आधार|aadhaar|aadhar|adhaar|adhar|(?:ई-?मेल|e-?mail|` +
    'gmail)(?: (?:id|address|आईडी))?',
);

/** Sentences' spans that ask for something. */
function askedSpans(text: string, asks: readonly RegExp[], skip: (sentence: string) => boolean): Span[] {
  return sentencesOf(text).flatMap(([start, end]) => {
    const sentence = text.slice(start, end);
    return skip(sentence) ? [] : asks.flatMap((ask) => spansOf(sentence, ask, start));
  });
}

/** The answer asks for the place although the citizen gave it. */
function placeGiven(view: View, input: LintInput): Span[] {
  return input.placeKnown ? askedSpans(view.text, [...PLACE_ASKED, PLACE_QUESTION], () => false) : [];
}

/** The answer asks in public for telephone, address, Aadhaar or e-mail. */
function contactInPublic(view: View, input: LintInput): Span[] {
  return input.isPublic ? askedSpans(view.text, CONTACT_ASKED, (sentence) => has(sentence, PRIVATELY)) : [];
}

/* ---------- numbers, addresses, links ---------- */

const DOCKET = /(?<![\p{L}\p{N}])[a-z]{2,6}-\d{6}-\d{3,6}-\d(?![\p{L}\p{N}])/giu;
const MOBILE = /(?<![\p{N}+])(?:\(?(?:\+|00)?91\)?[\s.-]{0,3}|0[\s-]{0,2})?[6-9](?:[\s.-]{0,3}\d){9}(?!\d|-\d)/gu;
const EMAIL = /(?<![\w.+-])[\w.+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/giu;
const OFFICIAL_MAIL = /[@.](?:gov|nic)\.in$/iu;
const LINK =
  /https?:\/\/\S+|(?<![@\p{L}\p{M}\p{N}._/-])(?:[a-z0-9-]+\.)+(in|com|org|net|gov|edu|info|io|co|ly|app|page|link|gl|me|online|site|xyz)(?![\p{L}\p{M}\p{N}_@-]|\.[\p{L}\p{N}])(?:\/\S*)?/giu;

/** Landline with STD code that happens to look like a mobile, or a date. */
function looksOtherwise(found: string): boolean {
  if (/^\d{1,2}[-.]\d{1,2}[-.]20\d\d/u.test(found)) return true;
  if (/^0[678]\d{1,3}[\s.-]\d/u.test(found)) return true;
  return /^\+?91[\s.-]+0?[678]\d{1,3}[\s.-]+\d{6,8}$/u.test(found);
}

/** Personal mobile numbers and unofficial e-mail addresses in a public answer. */
function phoneShown(view: View, input: LintInput): Span[] {
  if (!input.isPublic) return [];
  const text = blank(view.text, DOCKET);
  const phones = spansOf(text, MOBILE).filter(([start, end]) => !looksOtherwise(text.slice(start, end)));
  const mails = spansOf(text, EMAIL).filter(([start, end]) => !OFFICIAL_MAIL.test(text.slice(start, end)));
  return [...phones, ...mails];
}

/** Links on a channel that bills them. A capital "In" after a full stop is a new sentence, not a domain. */
function linkCosts(view: View, input: LintInput): Span[] {
  if (!input.linkCosts) return [];
  return [...view.text.matchAll(LINK)]
    .filter((m) => m[1] === undefined || m[1] === m[1].toLowerCase() || m[0] === m[0].toUpperCase())
    .map((m): Span => [m.index, m.index + m[0].replace(/[.,;:!?)\]।'"]+$/u, '').length]);
}

/* ---------- what the answer is good for ---------- */

const CONCERNED_HI = 'संबंधित|सम्बंधित|सम्बन्धित|संबन्धित';
const CONCERNED_LATIN = 'sambandhit|sambhandhit|sambandhith|sambndhit|concerned|concern';

const FORWARDED = pattern(
  whole(
    'forwarded|' +
      '(?:sent|marked|referred|transferred|escalated|conveyed|communicated|passed on|handed over) to (?:the |' +
      'your )?(?:concern(?:ed)?|respective|higher|local|appropriate)|' +
      'concern(?:ed)? (?:[a-z]+ ){0,3}(?:has been|have been|is|are|been) (?:informed|notified|directed|' +
      'instructed|apprised)|' +
      '(?:informed|apprised|notified|directed|instructed)(?: to)?(?: the)? concern(?:ed)?|' +
      'noted (?:and|&|for) (?:[a-z]+ )?(?:forwarded|necessary|action|further)|' +
      `(?:${CONCERNED_HI}) (?:[\\p{L}\\p{M}]+ ){0,5}(?:को|से) (?:[\\p{L}\\p{M}]+ ){0,6}(?:प्रेषित|अवगत|भेज${ANY}|` +
      `अग्रसारित|सूचित|निर्देशित|बता${ANY}|अग्रेषित|फॉरवर्ड)|` +
      'प्रेषित|अग्रसारित|अग्रेषित|फॉरवर्ड|' +
      `(?:${CONCERNED_LATIN}) (?:[a-z]+ ){0,4}(?:ko|se) (?:[a-z]+ ){0,5}(?:avgat|awgat|avagat|preshit|bhej${ANY}|` +
      `suchit|inform|forward|bata${ANY}|nirdeshit)|` +
      'preshit|agrasarit|forward kar (?:diya|di)|' +
      `संबंधित(?:ांना|ांकडे|ास)?(?: [\\p{L}\\p{M}]+){0,5} (?:कळव${ANY}|कळविल${ANY}|पाठव${ANY}|सूचित|सूचना|` +
      'अग्रेषित|वर्ग)|' +
      `sambandhitan(?:na|a|kade)(?: [a-z]+){0,4} (?:kalav${ANY}|pathav${ANY}|kalvi${ANY})`,
  ) + '|^[^\\p{L}]*(?:(?:sir|madam|dear|ok|okay)[\\s,]+){0,3}noted\\s*(?:[.!।,]|$)',
);

const RECEIVED = pattern(
  whole(
    '(?:your|the) (?:complaint|application|request|report|post|tweet|message|matter|grievance|' +
      'information) (?:has been|have been|is|was) (?:successfully |duly )?(?:received|noted|registered|recorded|' +
      'lodged|acknowledged|logged|taken)|' +
      'we have (?:received|noted|registered|recorded) your [a-z]+|complaint (?:received|noted|registered|recorded)|' +
      '(?:शिकायत|प्रार्थना पत्र|समस्या|सूचना)(?: [\\p{L}\\p{M}]+){0,3} (?:प्राप्त|दर्ज|पंजीकृत|नोट|मिल गई|मिली|' +
      'संज्ञान)|' +
      '(?:shikayat|shikayath|sikayat|complaint|samasya)(?: [a-z]+){0,3} (?:darj|prapt|mil gayi|mil gai|mili|note|' +
      'received|register|sangyan)|' +
      `तक्रार(?: [\\p{L}\\p{M}]+){0,3} (?:नोंद${ANY}|प्राप्त|मिळाल${ANY}|दाखल|स्वीकार${ANY})|` +
      `takrar(?: [a-z]+){0,3} (?:nond${ANY}|prapt|milal${ANY}|dakhal)`,
  ),
);

/** Courtesy and empty promises, which help nobody. */
const EMPTY_WORDS = pattern(
  whole(
    '(?:for |and )?(?:necessary|appropriate|suitable|further|needful|legal|strict|required) action(?: (?:will|' +
      'shall) be taken| is being taken| has been taken)?|' +
      'thank you(?: for [a-z]+(?: (?:us|up|police|the|your|information))*)?|thanks|dear (?:sir|madam|citizen)|' +
      "please (?:wait|be patient|have patience|stay patient|keep patience|do not worry|don't worry)|" +
      'kindly (?:wait|be patient)|' +
      '(?:kripya )?(?:aavashyak|avashyak|uchit|niyamanusar|zaruri) (?:karyawahi|karyavahi|karwai|' +
      'karrawai)(?: (?:karein|karen|kare|hetu|ke liye|ki jayegi|ki jaegi|karenge|kar li jayegi))?|' +
      '(?:कृपया )?(?:आवश्यक|उचित|अग्रिम|नियमानुसार|वैधानिक) (?:कार्यवाही|कार्रवाई)(?: (?:करें|करे|हेतु|के लिए|' +
      'की जाएगी|की जायेगी|करेंगे|की जा रही है))?|' +
      '(?:योग्य ती|योग्य|आवश्यक ती|आवश्यक|पुढील) (?:कारवाई|कार्यवाही)(?: (?:करण्यात येईल|केली जाईल|करतील|करावी|' +
      'साठी))?|पुढील कार्यवाहीसाठी|पुढील कारवाईसाठी|' +
      '(?:कृपया )?(?:धैर्य|भरोसा|विश्वास) (?:रखें|बनाए रखें)|(?:कृपया )?(?:प्रतीक्षा|इंतजार) करें|चिंता न करें|' +
      'काळजी करू नका|धन्यवाद|आभार|नमस्ते|नमस्कार|महोदय|महोदया|' +
      '(?:kripya )?(?:dhairya|bharosa) rakh(?:en|ein|e)|(?:kripya )?(?:pratiksha|intezar|intezaar) kar(?:en|ein|' +
      'e)|chinta na kar(?:en|ein|e)|dhanyavad|dhanyawad|namaste|jai hind|जय हिंद',
  ),
);

const A_TIME = pattern(
  whole(
    'today|tomorrow|tonight|(?:mon|tues|wednes|thurs|fri|satur|sun)day|within (?:an|a|one|two|three|\\d+) [a-z]+|' +
      '\\d{1,2}(?:[:.]\\d\\d)? ?(?:am|pm|hrs|बजे|baje|वाजता|vajta)|' +
      '(?:\\d+|one|two|three|एक|दो|ek|do|दोन) ?(?:hours?|minutes?|mins?|days?|घंटे|घंटों|मिनट|दिन|दिनों|तास|' +
      'तासात|तासांत|मिनिटांत|दिवसांत|ghante|ghanton|minute|din|tasat|divsat)|' +
      'आज|कल|शाम|सायं|सुबह|उद्या|संध्याकाळ[\\p{L}\\p{M}]*|सकाळी|aaj|kal|shaam|sham|subah|udya|sandhyakali|' +
      '\\d{1,2}[/.-]\\d{1,2}(?:[/.-]\\d{2,4})?',
  ),
);

const A_PHONE =
  /(?<!\d)(?:100|101|102|108|104|107\d|109\d|112|139|155260|181|1930|14567|1800[\s-]?\d{3}[\s-]?\d{3,4}|0\d{2,4}[\s-]?\d{6,8}|[6-9]\d{9})(?!\d)/u;

const NO_NAME =
  `the|${CONCERNED_LATIN}|${CONCERNED_HI}|local|your|our|nearest|nearby|district|state|respective|relevant|area|` +
  'city|uttar|' +
  'pradesh|maharashtra|and|with|contact|visit|inform|from|for|has|have|been|forwarded|sent|thank|thanks|team|' +
  'dear|will|' +
  'sthaniya|jila|apne|nazdiki|najdiki|kripya|officer|officers|authority|incharge|station|police|which|whose|' +
  'contacting|' +
  'स्थानीय|जिला|जनपद|प्रदेश|उत्तर|यूपी|अपने|महाराष्ट्र|नजदीकी|निकटतम|क्षेत्रीय|आपके|हमारी|जवळच्या|स्थानिक|पुलिस|' +
  'पोलीस|पोलिस|' +
  'क्षेत्र|प्रभारी|अध्यक्ष|अधिकारी|द्वारा|पुलिसकर्मी|kshetra|prabhari|adhyaksh|mein|dwara|हेतु|आवश्यक|उचित|कृपया|' +
  'ठाणे|ठाण्यात|ठाण्याला';

const PROPER = `(?!(?:${NO_NAME})${EDGE})[\\p{L}\\p{M}]{3,}`;

const NAMED_OFFICE = pattern(
  whole(
    `${PROPER} (?:police|पुलिस|पोलीस${ANY}|पोलिस${ANY}|thana|thane|थाना|थाने|kotwali|कोतवाली|चौकी|chowki|ps)|` +
      '(?:thana|thane|थाना|थाने|kotwali|कोतवाली|sho|एसएचओ|acp|dcp|एसीपी|डीसीपी|ps|p\\.s\\.|police station|' +
      `प्रभारी निरीक्षक|ssp|sp|cp)[\\s,:]+${PROPER}|` +
      'cyber (?:cell|crime|police|thana)|साइबर|सायबर|traffic police|यातायात पुलिस|वाहतूक|women help ?desk|' +
      'mahila thana|महिला थाना|crime branch|grp|जीआरपी',
  ) + '|@\\w{2,}',
);

const TO_DO = pattern(
  whole(
    `(?:please|kindly|pls|plz) (?:do not|don't|share|visit|contact|call|dial|keep|bring|submit|lodge|file|` +
      'register|send|provide|give|report|track|go|mention|come|stay|meet|follow|approach|use|dm|inform|reply|' +
      'preserve|block|save|check|attach|upload|tell|message)|' +
      '(?:you (?:can|may|should|must|need to)|could you|can you|(?:dial|call) \\d+)|' +
      'करें|कीजिए|कीजिये|करिए|जाएं|जायें|दें|दीजिए|बताएं|बतायें|बताइए|भेजें|रखें|लाएं|पहुंचें|मिलें|लिखें|आएं|' +
      'करा|द्या|भेटा|पाठवा|कळवा|सांगा|जा|ठेवा|साधा|आणा|' +
      'karein|karen|kijiye|dijiye|bhejein|bhejen|batayein|batayen|bataye|jayein|jayen|rakhein|rakhen|milein|' +
      'milen|aayein|aayen|layen|sadha|pathva|kalva|sanga',
  ),
);

const WHAT_NEXT = pattern(
  whole(
    '(?:will|shall) (?:also |soon |shortly )?(?:call|visit|contact|meet|reach|investigate|inquire|enquire|come|' +
      'arrive|get back|update|inform|verify|check|speak|phone|be (?:contacted|called|informed|investigated|visited|' +
      'verified|updated))|' +
      'is (?:investigating|inquiring|on (?:the|its) way|reaching|checking)|(?:under|being) (?:investigation|' +
      'inquiry|enquiry|investigated|verified|probed)|' +
      'मिलेंगे|मिलेंगी|करेंगे|करेगी|करेगा|पहुंचेगी|पहुंचेंगे|आएंगे|आएगी|जाएंगे|बताएंगे|(?:जांच|' +
      'विवेचना) (?:की जा रही|की जाएगी|जारी|प्रचलित)|(?:संपर्क|सूचित|अवगत) (?:किया|कराया) (?:जाएगा|जायेगा)|' +
      'करतील|करेल|भेटतील|येतील|येईल|साधतील|देतील|(?:तपास|चौकशी) (?:सुरू|सुरु|चालू)|' +
      'milenge|milengi|karenge|karegi|karega|pahunchegi|pahunchenge|pahuchegi|aayenge|aayegi|' +
      'jaa?nch (?:ki ja rahi|ki jayegi|jaari|jari)|kiya jayega|karaya jayega|kartil|yetil|bhettil|sadhtil',
  ),
);

const WHO_ACTS = pattern(
  `(?<!(?:${CONCERNED_HI}|${CONCERNED_LATIN}) )` +
    whole(
      'उपनिरीक्षक|दरोगा|विवेचक|निरीक्षक|जांच अधिकारी|विवेचना अधिकारी|थानाध्यक्ष|टीम|पथक|तपास अधिकारी|' +
        'तपासी अधिकारी|हवालदार|बीट|' +
        'sub-?inspector|inspector|sho|beat|constable|investigating officer|inquiry officer|io|si|team|daroga|' +
        'vivechak|upnirikshak|pathak',
    ),
);

const LEADING_MENTION = /^\s*@\w+/u;

/** Something a citizen can use: docket, time, telephone, named office, what happens next or what to do. */
function isUseful(text: string): boolean {
  const rest = blank(blank(text, LEADING_MENTION), EMPTY_WORDS);
  if (A_PHONE.test(rest) || has(rest, DOCKET)) return true;
  return [A_TIME, NAMED_OFFICE, TO_DO, WHAT_NEXT].some((expression) => has(rest, expression));
}

/** Words besides the forwarding, the acknowledgement and courtesy. */
function leftoverWords(text: string): number {
  return cut(text, new RegExp(`${SENTENCE_END.source}|[,;:]`, 'giu'))
    .map(([start, end]) => text.slice(start, end))
    .filter((clause) => !has(clause, FORWARDED) && !has(clause, RECEIVED))
    .reduce((sum, clause) => sum + wordCount(blank(clause, EMPTY_WORDS)), 0);
}

/** The answer says only that the matter was passed on. */
function bareForwarded(view: View): Span[] {
  const first = spansOf(view.text, FORWARDED)[0];
  if (first === undefined || isUseful(view.text)) return [];
  return leftoverWords(blank(view.text, LEADING_MENTION)) > 4 ? [] : [first];
}

/** An acknowledgement without any next step. */
function noNextStep(view: View): Span[] {
  const first = spansOf(view.text, RECEIVED)[0];
  if (first === undefined || wordCount(view.text) < 6 || bareForwarded(view).length > 0) return [];
  return isUseful(view.text) || has(blank(view.text, EMPTY_WORDS), WHO_ACTS) ? [] : [first];
}

/* ---------- who the victim is ---------- */

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
function victimIdentity(view: View, input: LintInput): Span[] {
  if (!input.isPublic || !(input.isProtected || has(view.text, GRAVE))) return [];
  const text = blank(view.text, LEADING_MENTION);
  const placed = sentencesOf(text).flatMap(([start, end]) => {
    const sentence = text.slice(start, end);
    return has(sentence, SOME_PLACE) ? spansOf(sentence, CLASS_OR_AGE, start) : [];
  });
  return [...nameSpans(text, input.names), ...spansOf(text, RELATION), ...spansOf(text, HOUSE), ...placed];
}

/* ---------- internal notes ---------- */

const RUN_WORDS = 6;
const RUN_CHARS = 40;
const WORD = /[a-z]{2,6}-\d{6}-\d{3,6}-\d|[\p{L}\p{M}\p{N}]+(?:'[\p{L}\p{M}]+)*/giu;

interface Word {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

/** Case-folded words with their places. */
function wordsOf(text: string): Word[] {
  return [...text.matchAll(WORD)].map((m) => ({
    word: m[0].toLowerCase(),
    start: m.index,
    end: m.index + m[0].length,
  }));
}

/** The runs of six words, by their first word's index. */
function runsOf(words: readonly Word[]): string[] {
  const count = Math.max(0, words.length - RUN_WORDS + 1);
  return Array.from({ length: count }, (_, at) =>
    words
      .slice(at, at + RUN_WORDS)
      .map((w) => w.word)
      .join(' '),
  );
}

/** Spans shared with a note of few words: forty or more characters in a row. */
function sharedChars(words: readonly Word[], note: string): Span[] {
  const text = words.map((w) => w.word).join(' ');
  const owner = words.flatMap((w, index) => Array.from({ length: w.word.length + 1 }, () => index));
  const spans: Span[] = [];
  for (let at = 0; at + RUN_CHARS <= note.length; at += 1) {
    const found = text.indexOf(note.slice(at, at + RUN_CHARS));
    const first = found < 0 ? undefined : words[owner[found] ?? 0];
    const last = found < 0 ? undefined : words[owner[found + RUN_CHARS - 1] ?? 0];
    if (first !== undefined && last !== undefined) spans.push([first.start, last.end]);
  }
  return spans;
}

/** The answer repeats an internal note. */
function internalNote(view: View, input: LintInput): Span[] {
  const words = wordsOf(view.text);
  const runs = runsOf(words);
  return input.notes.flatMap((raw) => {
    const note = wordsOf(fold(raw));
    if (note.length < RUN_WORDS) return sharedChars(words, note.map((w) => w.word).join(' '));
    const known = new Set(runsOf(note));
    return runs.flatMap((run, at): Span[] => {
      const first = words[at];
      const last = words[at + RUN_WORDS - 1];
      return known.has(run) && first !== undefined && last !== undefined ? [[first.start, last.end]] : [];
    });
  });
}

/* ---------- tone ---------- */

/** Capitals throughout a Latin answer, or a row of exclamation marks. Dockets, handles and links do not count. */
function shouting(view: View): Span[] {
  const marks = spansOf(view.text, /!{3,}/gu);
  const text = [DOCKET, EMAIL, LINK, /@\w+/gu].reduce(blank, view.text);
  const letters = [...text.matchAll(/\p{Script=Latin}/gu)];
  const others = (text.match(/(?!\p{Script=Latin})\p{L}/gu) ?? []).length;
  const capitals = letters.filter((m) => /\p{Lu}/u.test(m[0])).length;
  const first = letters[0];
  const last = letters.at(-1);
  if (first === undefined || last === undefined || letters.length < 12 || others >= letters.length) return marks;
  return capitals > 0.6 * letters.length ? [[first.index, last.index + last[0].length], ...marks] : marks;
}

/* ---------- all together ---------- */

interface Rule {
  readonly code: LintCode;
  readonly level: 'stop' | 'warn';
  readonly find: (view: View, input: LintInput) => readonly Span[];
}

const RULES: readonly Rule[] = [
  { code: 'place_given', level: 'warn', find: placeGiven },
  { code: 'contact_in_public', level: 'stop', find: contactInPublic },
  { code: 'phone_shown', level: 'stop', find: phoneShown },
  { code: 'bare_forwarded', level: 'warn', find: bareForwarded },
  { code: 'victim_identity', level: 'stop', find: victimIdentity },
  { code: 'link_costs', level: 'warn', find: linkCosts },
  { code: 'internal_note', level: 'stop', find: internalNote },
  { code: 'shouting', level: 'warn', find: shouting },
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
  return findings.sort((a, b) => a.start - b.start || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0));
}
