import { describe, expect, it } from 'vitest';
import type { LintCode, LintInput } from './lint.types.ts';
import { lintReply } from './reply-lint.rules.ts';

/** A private, unprotected answer with nothing known. */
const PLAIN: LintInput = {
  text: '',
  isPublic: false,
  isProtected: false,
  placeKnown: false,
  names: [],
  notes: [],
  linkCosts: false,
};

type Row = readonly [text: string, setting: Partial<LintInput>, codes: readonly LintCode[]];

const PUB: Partial<LintInput> = { isPublic: true };
const KNOWN: Partial<LintInput> = { placeKnown: true };
const STRICT: Partial<LintInput> = { isPublic: true, placeKnown: true, linkCosts: true };
const SAFE: Partial<LintInput> = { isPublic: true, isProtected: true, names: ['Priya', 'प्रिया', 'priya_s22'] };
const LINKS: Partial<LintInput> = { linkCosts: true };
const NOTE = 'Caller is a habitual complainant, SHO says do not act before the 25th';
const NOTED: Partial<LintInput> = { notes: [NOTE, 'मुखबिर है विशेषाधिकार-संरक्षणप्राप्त गोपनीयसूत्र'] };

const CLEAN: readonly Row[] = [
  ['आपकी शिकायत LKO-261121-0042-7 थाना हजरतगंज को दी गई है, उपनिरीक्षक आज शाम तक आपसे मिलेंगे', STRICT, []],
  ['Your docket is PUN-261121-0007-3. Shivajinagar police will call you today.', STRICT, []],
  ['Please send your mobile number in DM', STRICT, []],
  ['तत्काल 112 पर कॉल करें', STRICT, []],
  ['The team has reached the location and is speaking with the shopkeeper.', STRICT, []],
  ['टीम घटनास्थल पर पहुंच गई है, वाहन हटवा दिया गया है।', STRICT, []],
  ['Please give your complaint at the police station Gomtinagar.', STRICT, []],
  ['कृपया अपने नजदीकी थाने पर प्रार्थना पत्र दें।', STRICT, []],
  ['थाना हजरतगंज: कृपया घटना का वीडियो भेजें', STRICT, []],
  ['Cyber fraud me turant 1930 par call karein aur bank ko suchit karein.', STRICT, []],
  ['Do not share your mobile number or Aadhaar here.', STRICT, []],
  ['कृपया अपना मोबाइल नंबर सार्वजनिक रूप से साझा न करें।', STRICT, []],
  ['तुमची तक्रार PUN-261121-0011-4 शिवाजीनगर पोलीस ठाण्याकडे दिली आहे, अधिकारी आज संपर्क साधतील.', STRICT, []],
  ['आपला मोबाईल नंबर कृपया इनबॉक्समध्ये पाठवा.', STRICT, []],
  ['Control room: 0522-2621234 or 0612 2223333, toll free 1800-180-1234.', STRICT, []],
  ['Write to sp-lko@up.gov.in or help@nic.in with docket LKO-961121-0042-7.', STRICT, []],
  ['मामले का पता लगाकर टीम आपको सूचित करेगी।', STRICT, []],
  ['We will share the officer and the location of the camp with you tomorrow.', STRICT, []],
  ['Forwarded to Hazratganj police, docket LKO-261121-0050-1, SI will call by 6 pm.', STRICT, []],
  ['@priya_s22 Please DM us, a woman officer will speak with you.', SAFE, []],
  ['FIR दर्ज है, विवेचना जारी है। SHO और ACP अवगत हैं।', STRICT, []],
  ['Work is done.In case of need dial 112.', STRICT, []],
];

const FOUND: readonly Row[] = [
  ['We know of this video. [?ACP Hazratganj is inquiring into it.] Our next word comes by six.', STRICT, ['blank']],
  ['यह वीडियो हमारे संज्ञान में है। [?एसीपी हजरतगंज जाँच कर रहे हैं।]', STRICT, ['blank']],
  ['हा व्हिडिओ आमच्या निदर्शनास आला आहे. [?एसीपी चौकशी करत आहेत.]', STRICT, ['blank']],
  ['Our next word comes here by {time}. We know of this.', STRICT, ['blank']],
  ['Your docket is ____, the station will call you today.', STRICT, ['blank']],
  ['Please share exact location', KNOWN, ['place_given']],
  ['kripya sthan batayein', KNOWN, ['place_given']],
  ['लोकेशन शेयर करें', KNOWN, ['place_given']],
  ['कृपया घटनास्थल बताएँ', KNOWN, ['place_given']],
  ['ठिकाण कळवा', KNOWN, ['place_given']],
  ['Sir, which area is this?', KNOWN, ['place_given']],
  ['Yeh kis thana kshetra ka mamla hai', KNOWN, ['place_given']],
  ['कृपया पत्ता सांगा', KNOWN, ['place_given']],
  ['कृपया पत्ता सांगा', { ...KNOWN, ...PUB }, ['contact_in_public', 'place_given']],
  ['कृपया पत्ता सांगा', {}, []],
  ['Could you please tell us where exactly the water is logged?', KNOWN, ['place_given']],
  ['यह किस थाने का मामला है, कृपया बताइए', KNOWN, ['place_given']],
  ['ही घटना कुठे घडली?', KNOWN, ['place_given']],
  ['Location please.', KNOWN, ['place_given']],
  ['घटना कहाँ की है?', KNOWN, ['place_given']],
  ['Send your live location in DM', { ...KNOWN, ...PUB }, ['place_given']],
  ['Area ka naam aur time bhejein', KNOWN, ['place_given']],
  ['Please share your mobile number', PUB, ['contact_in_public']],
  ['Please share your mobile number', {}, []],
  ['अपना मोबाइल नंबर भेजें', PUB, ['contact_in_public']],
  ['apna number dijiye', PUB, ['contact_in_public']],
  ['तुमचा मोबाईल क्रमांक पाठवा', PUB, ['contact_in_public']],
  ['Kindly provide your full name, address and contact no. for early action.', PUB, ['contact_in_public']],
  ['What is your phone number?', PUB, ['contact_in_public']],
  ['कृपया अपना आधार नंबर एवं ई-मेल उपलब्ध कराएं', PUB, ['contact_in_public']],
  ['Apna mobile no. DM office bhejein', PUB, ['contact_in_public']],
  ['apna mobile number message karein', PUB, []],
  ['Contact SI Verma on 98765 43210.', PUB, ['phone_shown']],
  ['विवेचक +91-९८७६५४३२१० पर उपलब्ध हैं', PUB, ['phone_shown']],
  ['Mob-09876543210', PUB, ['phone_shown']],
  ['Mob-09876543210', {}, []],
  ['Please write to sho.lko@gmail.com today', PUB, ['phone_shown']],
  ['Please write to help@evilgov.in today', PUB, ['phone_shown']],
  ['Forwarded to concerned authority', {}, ['bare_forwarded']],
  ['संबंधित को प्रेषित', {}, ['bare_forwarded']],
  ['sambandhit ko avgat karaya gaya', {}, ['bare_forwarded']],
  ['Sir, noted and forwarded for necessary action. Thank you.', {}, ['bare_forwarded']],
  ['संबंधितांना कळविले आहे', {}, ['bare_forwarded']],
  ['@ravi आपकी शिकायत प्राप्त हुई, सम्बन्धित को आवश्यक कार्यवाही हेतु भेजा गया है।', {}, ['bare_forwarded']],
  ['The concerned officer has been informed.', {}, ['bare_forwarded']],
  ['संबंधित को अवगत करा दिया गया है, थाना गोमतीनगर जांच कर रहा है', {}, []],
  ['Forwarded to concerned, the broken signal has been repaired and checked', {}, []],
  ['Priya ji, a woman officer will meet you today.', SAFE, ['victim_identity']],
  ['PRIYA’s statement will be taken tomorrow by a woman officer', SAFE, ['victim_identity']],
  ['प्रियाची तक्रार मिळाली, महिला अधिकारी आज भेटतील', SAFE, ['victim_identity']],
  ['@uppolice contacted @Priya_S22 today', SAFE, ['victim_identity']],
  ['Priya ji, a woman officer will meet you today.', { ...SAFE, isPublic: false }, []],
  ['Supriya madam (SI) will meet you today.', SAFE, []],
  ['POCSO case registered, D/o Ramesh will be heard today', PUB, ['victim_identity']],
  ['दुष्कर्म के प्रकरण में पुत्री रामलाल का बयान आज होगा', PUB, ['victim_identity']],
  ['विनयभंग प्रकरणी मुलगी सुरक्षित आहे, तपास सुरू आहे', PUB, ['victim_identity']],
  ['The minor girl, class 8 student of City Montessori school, is safe', PUB, ['victim_identity', 'victim_identity']],
  ['छेड़छाड़ की पीड़िता कक्षा 9 छात्रा, निवासी इंदिरानगर सुरक्षित है', PUB, ['victim_identity', 'victim_identity']],
  ['Molestation at House No. B-12/4: team is there', PUB, ['victim_identity']],
  ['पत्नी श्री मोहन से टीम मिली', { ...PUB, isProtected: true }, ['victim_identity']],
  ['पत्नी श्री मोहन से टीम मिली', PUB, []],
  ['Track it at https://uppolice.gov.in/track.', LINKS, ['link_costs']],
  ['FIR की प्रति uppolice.gov.in/x पर देखें', LINKS, ['link_costs']],
  ['FIR की प्रति uppolice.gov.in/x पर देखें', {}, []],
  ['Write to dgp@up.gov.in please', LINKS, []],
  ['Sir, SHO says: do not act before the 25th.', NOTED, ['internal_note']],
  ['SHO says do not worry.', NOTED, []],
  ['@[Sunita Mishra] will visit you today', {}, ['internal_note']],
  ['Please wait, ＠［सुनीता मिश्रा］ will visit you today', {}, ['internal_note']],
  ['@lkopolice will visit you [today]', {}, []],
  ['ज्ञात हो: मुखबिर है विशेषाधिकार संरक्षणप्राप्त, गोपनीयसूत्र', NOTED, ['internal_note']],
  ['YOUR MATTER IS CLOSED NOW', {}, ['shouting']],
  ['Please dial 112 now!!!', {}, ['shouting']],
  ['OK SIR', {}, []],
  ['Your complaint has been received. Thank you for contacting UP Police.', {}, ['no_next_step']],
  ['आपकी शिकायत प्राप्त हुई, आवश्यक कार्यवाही की जाएगी।', {}, ['no_next_step']],
  ['Aapki shikayat darj kar li gayi hai', {}, ['no_next_step']],
  ['नमस्कार, तुमची तक्रार नोंदवली आहे, योग्य ती कारवाई करण्यात येईल', {}, ['no_next_step']],
  ['Your complaint has been noted. The beat constable is looking into it.', {}, []],
  ['आपकी शिकायत दर्ज कर ली गई है, कृपया कल थाने आकर बयान दें।', {}, []],
  ['तक्रार नोंदवली', {}, []],
  ['SHARE YOUR MOBILE NUMBER HERE!!!', PUB, ['contact_in_public', 'shouting', 'shouting']],
];

/** Codes found, sorted by name. */
function codesOf(text: string, setting: Partial<LintInput>): readonly string[] {
  return lintReply({ ...PLAIN, ...setting, text })
    .map((finding) => finding.code)
    .sort();
}

describe('lintReply', () => {
  it.each(CLEAN)('lets pass: %s', (text, setting, codes) => {
    expect(codesOf(text, setting)).toEqual(codes);
  });

  it.each(FOUND)('looks at: %s', (text, setting, codes) => {
    expect(codesOf(text, setting)).toEqual([...codes].sort());
  });

  it('gives offsets in the given text, composed or not', () => {
    for (const nukta of ['\u095c', '\u0921\u093c']) {
      const text = `सड${nukta}क\u200d 🙂 पर, कृपया लोकेशन शेयर करें।`;
      const found = lintReply({ ...PLAIN, text, placeKnown: true });
      expect(found.map((f) => text.slice(f.start, f.end))).toEqual(['लोकेशन शेयर करें']);
    }
  });

  it('shows exactly the number, link and name', () => {
    const text = '@x Priya: ९८७६५ ४३२१०, uppolice.gov.in/a.';
    const found = lintReply({ ...PLAIN, text, isPublic: true, isProtected: true, linkCosts: true, names: ['priya'] });
    expect(found.map((f) => [f.code, f.level, text.slice(f.start, f.end)])).toEqual([
      ['victim_identity', 'stop', 'Priya'],
      ['phone_shown', 'stop', '९८७६५ ४३२१०'],
      ['link_costs', 'warn', 'uppolice.gov.in/a'],
    ]);
  });

  it('orders by start, then code, and gives the levels', () => {
    const found = lintReply({ ...PLAIN, text: 'Share your address', isPublic: true, placeKnown: true });
    expect(found).toEqual([
      { code: 'contact_in_public', level: 'stop', start: 0, end: 18 },
      { code: 'place_given', level: 'warn', start: 0, end: 18 },
    ]);
  });

  it('survives empty and odd input, and is quick on long text', () => {
    expect(lintReply({ ...PLAIN, ...STRICT, ...SAFE, text: '', names: ['', '@', '(.*'], notes: ['', '...'] })).toEqual(
      [],
    );
    const long = 'कृपया संबंधित लोकेशन number and 9 '.repeat(300);
    const before = Date.now();
    lintReply({ ...PLAIN, ...STRICT, ...SAFE, text: long, notes: [long] });
    expect(Date.now() - before).toBeLessThan(2000);
  });
});
