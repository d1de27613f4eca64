import { ANY, EDGE, has, pattern, sentencesOf, spansOf, whole } from './lint-fold.rules.ts';
import type { LintInput, Span, View } from './lint.types.ts';

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
export function placeGiven(view: View, input: LintInput): Span[] {
  return input.placeKnown ? askedSpans(view.text, [...PLACE_ASKED, PLACE_QUESTION], () => false) : [];
}

/** The answer asks in public for telephone, address, Aadhaar or e-mail. */
export function contactInPublic(view: View, input: LintInput): Span[] {
  return input.isPublic ? askedSpans(view.text, CONTACT_ASKED, (sentence) => has(sentence, PRIVATELY)) : [];
}
