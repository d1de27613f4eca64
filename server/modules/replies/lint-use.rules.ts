import { ANY, EDGE, SENTENCE_END, blank, cut, has, pattern, spansOf, whole, wordCount } from './lint-fold.rules.ts';
import { DOCKET } from './lint-numbers.rules.ts';
import type { Span, View } from './lint.types.ts';

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

export const LEADING_MENTION = /^\s*@\w+/u;

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
export function bareForwarded(view: View): Span[] {
  const first = spansOf(view.text, FORWARDED)[0];
  if (first === undefined || isUseful(view.text)) return [];
  return leftoverWords(blank(view.text, LEADING_MENTION)) > 4 ? [] : [first];
}

/** An acknowledgement without any next step. */
export function noNextStep(view: View): Span[] {
  const first = spansOf(view.text, RECEIVED)[0];
  if (first === undefined || wordCount(view.text) < 6 || bareForwarded(view).length > 0) return [];
  return isUseful(view.text) || has(blank(view.text, EMPTY_WORDS), WHO_ACTS) ? [] : [first];
}
