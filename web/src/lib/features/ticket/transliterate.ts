/**
 * A reading aid: shows a message in the other script, by sound. It never translates, and it is never stored in place
 * of what the citizen wrote. Both directions lose detail (Roman Hindi does not mark त/ट or short/long a).
 */

/** One written syllable: its consonants, its vowel as an independent letter ('' after a final halant), its nasal. */
interface Syllable {
  readonly onset: readonly string[];
  readonly vowel: string;
  readonly inherent: boolean;
  readonly tail: string;
}

const URL = String.raw`(?:[hH][tT]{2}[pP][sS]?:\/\/|[wW]{3}\.)[^\s।॥]+`;

/** Builds a lookup from "key=value" words; "_" in a value stands for a space. Keys are decomposed (NFD). */
function table(source: string): ReadonlyMap<string, string> {
  const entries = new Map<string, string>();
  for (const pair of source.trim().split(/\s+/)) {
    const [key = '', value = ''] = pair.split('=');
    entries.set(key.normalize('NFD'), value.replaceAll('_', ' ').normalize('NFC'));
  }
  return entries;
}

// ---------------------------------------------------------------------------------------------------------------
// Devanagari to Roman
// ---------------------------------------------------------------------------------------------------------------

const CONSONANTS = table(`
  क=k ख=kh ग=g घ=gh ङ=n च=ch छ=chh ज=j झ=jh ञ=n ट=t ठ=th ड=d ढ=dh ण=n त=t थ=th द=d ध=dh न=n
  प=p फ=ph ब=b भ=bh म=m य=y र=r ल=l व=v श=sh ष=sh स=s ह=h ळ=l
  क़=q ख़=kh ग़=gh ज़=z झ़=zh ड़=r ढ़=rh फ़=f
`);

const VOWELS = table('ऄ=a अ=a इ=i उ=u ऋ=ri ॠ=ri ऌ=li ॡ=li ऍ=e ऎ=e ए=e ऐ=ai ऑ=o ऒ=o ओ=o औ=au ॲ=e');

const MATRAS = table(`
  ा=आ ि=इ ी=ई ु=उ ू=ऊ ृ=ऋ ॄ=ॠ ॢ=ऌ ॣ=ॡ ॅ=ऍ ॆ=ऎ े=ए ै=ऐ ॉ=ऑ ॊ=ऒ ो=ओ ौ=औ
`);

/** Whole words whose customary spelling, or whose schwa, the rules below do not reach. */
const LATIN_WORDS = table(`
  में=mein एवं=evam स्वयं=svayam अहं=aham नं=nam उम्र=umr जनवरी=janvari फरवरी=farvari फ़रवरी=farvari
  गड़बड़ी=garbari लखनऊ=lakhnau
`);

/** Words that start so are typed with one "a" although the first syllable is long: thana, majha, bharat. */
const SINGLE_A = /^(?:थान|माझ|नाही|झाल|चाहि|भारत|धारा|पाकि|कानपु|राजस्थान)/;

const DEVANAGARI_RUN = new RegExp(`(${URL})|[\\u0900-\\u097F][\\u0900-\\u097F\\u200C\\u200D]*`, 'g');
const DEVANAGARI_WORD = /[\u0900-\u0903\u0905-\u094D\u0960-\u0963\u0972]+/g;
const SYLLABLE = /((?:[क-ह]़?्){0,6}[क-ह]़?)([ा-ौॢॣ]|्)?([ँंः]*)|([ऄ-औॠॡॲ])([ँंः]*)/g;

function syllablesOf(word: string): Syllable[] {
  return [...word.matchAll(SYLLABLE)].map(([, cluster, sign, tail = '', letter, letterTail = '']) => {
    if (cluster === undefined) return { onset: [], vowel: letter ?? '', inherent: false, tail: letterTail };
    const vowel = sign === '्' ? '' : sign === undefined ? 'अ' : (MATRAS.get(sign) ?? '');
    return { onset: cluster.split('्'), vowel, inherent: sign === undefined, tail };
  });
}

/** Whether a final inherent vowel is heard: after most clusters ending in a glide (rajya, patra), and in -iya. */
function keepsFinalSchwa(last: Syllable, before: Syllable): boolean {
  const [final = '', previous = ''] = [...last.onset].reverse();
  if (last.onset.length === 1) return final === 'य' && (before.vowel === 'इ' || before.vowel === 'ई');
  if (previous === 'ज' && final === 'ञ') return true;
  if (previous === final || !'यरलव'.includes(final)) return false;
  return final === 'य' || previous !== 'र';
}

/**
 * Marks the syllables whose inherent vowel is silent. The usual rule for Hindi, from right to left: the vowel goes at
 * the end of the word and in V C _ C V, where both consonants stand alone.
 */
function silentSchwas(syllables: readonly Syllable[]): boolean[] {
  const silent = syllables.map(() => false);
  for (let i = syllables.length - 1; i > 0; i -= 1) {
    const [before, here, next] = [syllables[i - 1], syllables[i], syllables[i + 1]];
    if (before === undefined || here === undefined || !here.inherent || here.tail !== '') continue;
    if (next === undefined) {
      silent[i] = !keepsFinalSchwa(here, before);
    } else {
      const nextIsCV = next.onset.length === 1 && next.vowel !== '' && silent[i + 1] !== true;
      silent[i] = here.onset.length === 1 && before.vowel !== '' && nextIsCV;
    }
  }
  return silent;
}

function onsetToLatin(onset: readonly string[]): string {
  let out = '';
  for (let i = 0; i < onset.length; i += 1) {
    const [here = '', next = ''] = [onset[i], onset[i + 1]];
    if (here === 'ज' && next === 'ञ') {
      out += 'gy';
      i += 1;
    } else if (here === 'च' && (next === 'च' || next === 'छ')) {
      out += next === 'च' ? 'c' : '';
    } else {
      out += CONSONANTS.get(here) ?? CONSONANTS.get(here.charAt(0)) ?? '';
    }
  }
  return out;
}

/**
 * How a long आ is typed: "aa" at the head of a word (maarna is not marna), "a" at its end, before another vowel or a
 * conjunct (bhai, rasta) and in later syllables (sarkar), unless these close before a silent vowel (nikaalna).
 */
function longA(syllables: readonly Syllable[], silent: readonly boolean[], i: number, singleA: boolean): string {
  const [here, next] = [syllables[i], syllables[i + 1]];
  if (here === undefined) return '';
  if (here.onset.length === 0) return i === 0 ? 'aa' : 'a';
  if (next === undefined) return i === 0 && here.tail !== '' ? 'aa' : 'a';
  if (i > 0) return silent[i + 1] === true && i + 2 < syllables.length ? 'aa' : 'a';
  return singleA || next.onset.length !== 1 ? 'a' : 'aa';
}

/** Vowels whose spelling depends on the place in the word; a glide is typed as heard (gayi, liye). */
function vowelToLatin(syllables: readonly Syllable[], i: number): string {
  const [before, here, next] = [syllables[i - 1], syllables[i], syllables[i + 1]];
  if (here === undefined) return '';
  const afterVowel = here.onset.length === 0 && before !== undefined;
  if (here.vowel === 'ई') {
    if (next === undefined) return afterVowel && i === 1 && before.inherent ? 'yi' : 'i';
    return next.onset.length === 0 || next.onset[0] === 'य' ? 'i' : 'ee';
  }
  if (here.vowel === 'ऊ') return next === undefined && here.tail === '' ? 'u' : 'oo';
  if (here.vowel === 'ए' && afterVowel && 'अआइई'.includes(before.vowel)) return 'ye';
  return VOWELS.get(here.vowel) ?? '';
}

function tailToLatin(here: Syllable, next: Syllable | undefined, first: boolean): string {
  // Marathi writes a heard final a with a dot (घेतलं); in Hindi a dot there is rare and listed in LATIN_WORDS.
  if (next === undefined && !first && here.inherent && here.tail === 'ं') return '';
  const beforeLip = /^[पफबभम]/.test(next?.onset[0] ?? '');
  return here.tail.replace(/[ँंः]/g, (sign) => (sign === 'ः' ? 'h' : sign === 'ं' && beforeLip ? 'm' : 'n'));
}

function simpleToLatin(word: string): string {
  const syllables = syllablesOf(word);
  const silent = silentSchwas(syllables);
  const singleA = SINGLE_A.test(word);
  const parts = syllables.map((here, i) => {
    const onset = onsetToLatin(here.onset);
    if (silent[i] === true) return onset;
    const vowel = here.vowel === 'आ' ? longA(syllables, silent, i, singleA) : vowelToLatin(syllables, i);
    return onset + vowel + tailToLatin(here, syllables[i + 1], i === 0);
  });
  return parts.join('');
}

/** One Devanagari word, decomposed. Place names in -nagar, -ganj and -pur are read as two words. */
function wordToLatin(word: string): string {
  const known = LATIN_WORDS.get(word);
  if (known !== undefined) return known;
  const compound = /^(.{2,}[^्])(नगर|गंज|पुर)$/.exec(word);
  if (compound === null) return simpleToLatin(word);
  return simpleToLatin(compound[1] ?? '') + simpleToLatin(compound[2] ?? '');
}

function runToLatin(run: string): string {
  return run
    .normalize('NFD')
    .replace(/[\u200C\u200D]/g, '')
    .replace(/(?<=[\u0900-\u094D])०(?![०-९])/g, '.') // a zero joined to letters is the abbreviation sign: उ०प्र०
    .replaceAll('ॐ', 'om')
    .replace(DEVANAGARI_WORD, wordToLatin)
    .replace(/[०-९]/g, (digit) => String(digit.charCodeAt(0) - 0x0966))
    .replace(/[।॥॰]/g, '.');
}

/** Devanagari (Hindi, Marathi) as Indians type it in Roman letters. Everything else, and any URL, stays as it is. */
export function toLatin(text: string): string {
  return text.replace(DEVANAGARI_RUN, (run: string, url: string | undefined) => url ?? runToLatin(run));
}

// ---------------------------------------------------------------------------------------------------------------
// Roman to Devanagari
// ---------------------------------------------------------------------------------------------------------------

/** Frequent Hinglish words, with the contractions people type, whose spelling the sound rules would miss. */
const HINDI_WORDS = table(`
  main=मैं mai=मैं hai=है he=है h=है hain=हैं hein=हैं ho=हो hu=हूं hun=हूं hoon=हूं tha=था thi=थी the=थे hua=हुआ
  hui=हुई hue=हुए hoga=होगा hogi=होगी honge=होंगे hota=होता hoti=होती hote=होते hogya=हो_गया hogaya=हो_गया hogyi=हो_गई
  hogayi=हो_गई nahi=नहीं nahin=नहीं nhi=नहीं nahee=नहीं nai=नहीं mat=मत na=ना haan=हां han=हां ha=हां ji=जी ka=का
  ki=की ke=के k=के ko=को se=से me=में mein=में mei=में par=पर pr=पर per=पर pe=पे tak=तक tk=तक ne=ने liye=लिए lie=लिए
  wala=वाला wale=वाले wali=वाली vala=वाला vale=वाले vali=वाली sath=साथ saath=साथ paas=पास pas=पास baad=बाद bad=बाद
  pehle=पहले pahle=पहले andar=अंदर bahar=बाहर baahar=बाहर samne=सामने saamne=सामने upar=ऊपर neeche=नीचे niche=नीचे
  mera=मेरा meri=मेरी mere=मेरे mujhe=मुझे mujhko=मुझको muje=मुझे mjhe=मुझे maine=मैंने mene=मैंने hum=हम ham=हम hm=हम
  hamara=हमारा hamari=हमारी hamare=हमारे humara=हमारा humari=हमारी humare=हमारे hame=हमें hamein=हमें humein=हमें
  hume=हमें aap=आप ap=आप apna=अपना apni=अपनी apne=अपने aapka=आपका aapki=आपकी aapke=आपके aapko=आपको aapne=आपने tum=तुम
  tu=तू tumhara=तुम्हारा tumhari=तुम्हारी tumhare=तुम्हारे wo=वो woh=वो vo=वो vah=वह wah=वह ve=वे ye=ये yeh=यह yah=यह
  is=इस us=उस in=इन un=उन unka=उनका unki=उनकी unke=उनके unko=उनको unse=उनसे unhe=उन्हें unhone=उन्होंने inka=इनका
  inki=इनकी inke=इनके inko=इनको inhone=इन्होंने usne=उसने isne=इसने use=उसे ise=इसे jo=जो jis=जिस kis=किस kisi=किसी
  sab=सब sabhi=सभी koi=कोई kuch=कुछ kuchh=कुछ kya=क्या kyu=क्यों kyun=क्यों kyon=क्यों kyo=क्यों kab=कब kaha=कहां
  kahan=कहां kaise=कैसे kaisa=कैसा kaun=कौन kon=कौन kitna=कितना kitne=कितने yahan=यहां yaha=यहां wahan=वहां waha=वहां
  vahan=वहां jahan=जहां jaha=जहां jab=जब jb=जब aur=और or=और ya=या to=तो toh=तो bhi=भी bi=भी hi=ही ab=अब abhi=अभी
  phir=फिर fir=फिर lekin=लेकिन agar=अगर magar=मगर kyunki=क्योंकि kyuki=क्योंकि kyonki=क्योंकि bahut=बहुत bohot=बहुत
  bhut=बहुत bht=बहुत sirf=सिर्फ bina=बिना kar=कर kr=कर karo=करो kro=करो karna=करना krna=करना karne=करने krne=करने
  karta=करता krta=करता karte=करते krte=करते karti=करती krti=करती kare=करें karen=करें karein=करें kre=करें krke=करके
  kiya=किया kia=किया kijiye=कीजिए kijie=कीजिए raha=रहा rahe=रहे rahi=रही rha=रहा rhe=रहे rhi=रही gaya=गया gya=गया
  gayi=गई gyi=गई gai=गई gaye=गए gye=गए diya=दिया dia=दिया di=दी diye=दिए de=दे dijiye=दीजिए dijie=दीजिए do=दो
  liya=लिया lia=लिया li=ली le=ले lo=लो jata=जाता jaata=जाता jati=जाती jaate=जाते jate=जाते jana=जाना jaana=जाना ja=जा
  jao=जाओ jaye=जाए jaaye=जाए aa=आ aaya=आया aya=आया aayi=आई aaye=आए aao=आओ aana=आना aate=आते aata=आता aagya=आ_गया
  bola=बोला bole=बोले bata=बता batao=बताओ bataya=बताया mara=मारा maara=मारा marne=मारने maar=मार marpeet=मारपीट
  maarpeet=मारपीट marpit=मारपीट peeta=पीटा pita=पिता pitai=पिटाई dekha=देखा dekho=देखो suno=सुनो sunta=सुनता
  sunte=सुनते sunna=सुनना samajh=समझ samjh=समझ jante=जानते janta=जनता mila=मिला chahiye=चाहिए chaiye=चाहिए sakta=सकता
  sakte=सकते sakti=सकती lagta=लगता laga=लगा lagi=लगी police=पुलिस pulis=पुलिस polis=पुलिस thana=थाना thane=थाने
  thaana=थाना chowki=चौकी chauki=चौकी daroga=दरोगा sipahi=सिपाही sir=सर sar=सर madam=मैडम please=प्लीज़ plz=प्लीज़
  pls=प्लीज़ plzz=प्लीज़ help=हेल्प thanks=थैंक्स kripya=कृपया kripaya=कृपया mobile=मोबाइल phone=फोन fone=फोन
  number=नंबर no=नंबर sim=सिम bike=बाइक car=कार case=केस time=टाइम report=रिपोर्ट complaint=कंप्लेंट complain=कंप्लेन
  officer=ऑफिसर station=स्टेशन hospital=हॉस्पिटल school=स्कूल online=ऑनलाइन fraud=फ्रॉड bank=बैंक account=अकाउंट
  road=रोड traffic=ट्रैफिक jam=जाम video=वीडियो photo=फोटो court=कोर्ट inspector=इंस्पेक्टर action=एक्शन chori=चोरी
  chor=चोर loot=लूट lut=लूट dhamki=धमकी gali=गाली gaali=गाली jhagda=झगड़ा jhagra=झगड़ा ladai=लड़ाई larai=लड़ाई
  madad=मदद maddad=मदद shikayat=शिकायत sikayat=शिकायत karwai=कार्रवाई karyawahi=कार्यवाही karyavahi=कार्यवाही
  darj=दर्ज giraftar=गिरफ्तार khatra=खतरा khatre=खतरे khoon=खून kanoon=कानून kanun=कानून nyay=न्याय insaf=इंसाफ
  jankari=जानकारी jaankari=जानकारी pareshan=परेशान paresan=परेशान jaldi=जल्दी jldi=जल्दी turant=तुरंत mushkil=मुश्किल
  bhai=भाई bhaiya=भैया behan=बहन bahan=बहन mata=माता maa=मां ma=मां papa=पापा beta=बेटा beti=बेटी pati=पति patni=पत्नी
  log=लोग logo=लोगों logon=लोगों ladka=लड़का larka=लड़का ladke=लड़के larke=लड़के ladki=लड़की larki=लड़की
  ladkiyan=लड़कियां aadmi=आदमी admi=आदमी mahila=महिला aurat=औरत baccha=बच्चा bachcha=बच्चा bacha=बच्चा bacche=बच्चे
  bachche=बच्चे bacchi=बच्ची dost=दोस्त padosi=पड़ोसी parosi=पड़ोसी naam=नाम nam=नाम ghar=घर ghr=घर gaon=गांव
  gaanv=गांव gao=गांव gav=गांव sadak=सड़क sarak=सड़क gadi=गाड़ी gaadi=गाड़ी gari=गाड़ी dukan=दुकान dukaan=दुकान
  mohalla=मोहल्ला zila=जिला jila=जिला paisa=पैसा paise=पैसे rupay=रुपये rupaye=रुपये rupee=रुपये rs=रु. kaam=काम
  kam=काम baat=बात bat=बात aaj=आज aj=आज kal=कल din=दिन raat=रात rat=रात subah=सुबह sham=शाम shaam=शाम baje=बजे ek=एक
  teen=तीन char=चार chaar=चार paanch=पांच panch=पांच accha=अच्छा acha=अच्छा achha=अच्छा achchha=अच्छा acchi=अच्छी
  theek=ठीक thik=ठीक galat=गलत sahi=सही pyar=प्यार dhyan=ध्यान gyan=ज्ञान sthan=स्थान pradhan=प्रधान vishwas=विश्वास
  bazar=बाजार saman=सामान satya=सत्य sach=सच rashtra=राष्ट्र rasta=रास्ता raste=रास्ते padhai=पढ़ाई chai=चाय pani=पानी
  bijli=बिजली are=अरे arey=अरे taxi=टैक्सी bada=बड़ा badi=बड़ी bade=बड़े chhota=छोटा chota=छोटा chhod=छोड़ pakad=पकड़
  pakda=पकड़ा pakdo=पकड़ो thoda=थोड़ा dusra=दूसरा zyada=ज़्यादा jyada=ज्यादा namaste=नमस्ते namaskar=नमस्कार
  dhanyavad=धन्यवाद dhanyawad=धन्यवाद shukriya=शुक्रिया sahab=साहब saheb=साहब thanadhyaksh=थानाध्यक्ष adhyaksh=अध्यक्ष
  sarkar=सरकार sarkari=सरकारी adhikari=अधिकारी gayab=गायब lapata=लापता talash=तलाश gaadiyan=गाड़ियां gadiyan=गाड़ियां
  jhooth=झूठ jhuth=झूठ jhuti=झूठी chhutti=छुट्टी chutti=छुट्टी prarthna=प्रार्थना prarthana=प्रार्थना ilaka=इलाका
  chaku=चाकू sharab=शराब sharabi=शराबी kabza=कब्जा kabja=कब्जा jameen=जमीन jamin=जमीन makan=मकान kiraya=किराया
  parivar=परिवार apradh=अपराध apradhi=अपराधी balatkar=बलात्कार hamla=हमला nivasi=निवासी samaj=समाज dhara=धारा jaan=जान
  bimar=बीमार pareshani=परेशानी lagatar=लगातार bahu=बहू hazratganj=हजरतगंज gomtinagar=गोमतीनगर mahilao=महिलाओं
  mahilaon=महिलाओं lucknow=लखनऊ lakhnau=लखनऊ delhi=दिल्ली dilli=दिल्ली kanpur=कानपुर bharat=भारत india=इंडिया up=यूपी
  fir_=एफआईआर sho=एसएचओ otp=ओटीपी atm=एटीएम upi=यूपीआई ips=आईपीएस ias=आईएएस cctv=सीसीटीवी dgp=डीजीपी adg=एडीजी dm=डीएम
  ssp=एसएसपी
`);

const LETTER_NAMES = table(`
  a=ए b=बी c=सी d=डी e=ई f=एफ g=जी h=एच i=आई j=जे k=के l=एल m=एम n=एन o=ओ p=पी q=क्यू r=आर s=एस t=टी u=यू v=वी
  w=डब्ल्यू x=एक्स y=वाई z=ज़ेड
`);

const ROMAN_CONSONANTS = table(`
  k=क kh=ख g=ग gh=घ ch=च chh=छ j=ज jh=झ t=त th=थ d=द dh=ध n=न p=प ph=फ b=ब bh=भ m=म y=य r=र rh=ढ़ l=ल v=व w=व
  sh=श s=स h=ह z=ज़ f=फ़ q=क x=क्स ck=क ksh=क्ष
`);

/** Roman vowel to its independent letter and its sign. */
const ROMAN_VOWELS: Readonly<Record<string, readonly [string, string]>> = {
  a: ['अ', ''],
  aa: ['आ', 'ा'],
  i: ['इ', 'ि'],
  ee: ['ई', 'ी'],
  ii: ['ई', 'ी'],
  u: ['उ', 'ु'],
  oo: ['ऊ', 'ू'],
  uu: ['ऊ', 'ू'],
  e: ['ए', 'े'],
  ei: ['ए', 'े'],
  o: ['ओ', 'ो'],
  ai: ['ऐ', 'ै'],
  au: ['औ', 'ौ'],
  ou: ['औ', 'ौ'],
};

const SOUND = /chh|ksh|kh|gh|ch|jh|th|dh|ph|bh|sh|ck|(?<=[aeiou])rh|aa|ee|ii|oo|uu|ai|au|ou|ei|[a-z]/g;
const VOWEL = /^[aeiou]/;
const LONG_AT_END: Readonly<Record<string, string>> = { a: 'aa', i: 'ee', u: 'oo' };

/** Stops and sibilants: before them an n inside a word is written as a dot (anusvara). */
const DOT_BEFORE = /^(?:k|kh|g|gh|c|ch|chh|j|jh|t|th|d|dh|s|sh|z|q|x|ksh|ck)$/;
/** Pairs written as a conjunct at the head of a word, and those written so anywhere in it. */
const HEAD_PAIR =
  /^(?:(?:k|kh|g|gh|t|th|d|dh|p|b|bh|f|s|sh) r|[kgpbfs] l|(?:s|t|d|dh|sh|k|g) [vw]|s (?:k|kh|t|th|p|ph|m|n))$/;
const INNER_PAIR = /^(?:(?:t|d|sh) r|(?:t|d|sh) [vw]|s (?:t|th|p)|sh (?:t|th)|[nm] h)$/;
const DOUBLED = /^(?:(\w+) \1|([kgjtdpbs]) \2h|ch chh)$/;

/** Endings whose spelling is settled by grammar rather than by sound: jayega, karunga, logon, karein, safai. */
function respell(word: string): string {
  const vowelGroups = word.match(/[aeiou]+/g)?.length ?? 0;
  const settled = word
    .replace(/a?aye(?=$|n?g[aei]$)/, 'aae')
    .replace(/iye$/, 'ie')
    .replace(/a?ayi$/, 'aai')
    .replace(/(?<![aeiou])ung(?=[aei]$)/, 'oong');
  if (vowelGroups < 2) return settled;
  return settled
    .replace(/(?<!a)ai$/, 'aai')
    .replace(/(?:(?<!o)o|ei|ai|oo|iya)n$/, (ending) => `${ending.slice(0, -1)}~`);
}

/** Splits into sounds, longest first; a y with no vowel after it is a vowel itself (gyan, but city). */
function soundsOf(word: string): string[] {
  const sounds: string[] = word.match(SOUND) ?? [];
  return sounds.map((sound, i) => {
    const [before = '', next = ''] = [sounds[i - 1], sounds[i + 1]];
    if (sound === 'y' && before !== '' && !VOWEL.test(before) && !VOWEL.test(next)) return 'i';
    if (sound === 'c') return /^ch/.test(next) ? 'ch' : /^[eiy]/.test(next) ? 's' : 'k';
    return sound;
  });
}

/** Whether two consonants are joined; otherwise the reader supplies the short a, as in करना. */
function joins(sounds: readonly string[], i: number): boolean {
  const [before, here = '', next = '', after] = [sounds[i - 1], sounds[i], sounds[i + 1], sounds[i + 2]];
  const pair = `${here} ${next}`;
  if (!sounds.some((sound) => VOWEL.test(sound))) return false;
  if (i > 0 && after === undefined) return VOWEL.test(before ?? '') && next !== 'h';
  if (next === 'y') return after !== undefined && VOWEL.test(after);
  if (i > 0 && DOUBLED.test(pair)) return true;
  return (i === 0 || !VOWEL.test(before ?? '') ? HEAD_PAIR : INNER_PAIR).test(pair) || INNER_PAIR.test(pair);
}

function consonantToDevanagari(sounds: readonly string[], i: number): string {
  const [before = '', here = '', next] = [sounds[i - 1], sounds[i], sounds[i + 1]];
  const retroflex = before === 'sh' && here.startsWith('t'); // kasht is कष्ट
  const letter = retroflex ? (here === 't' ? 'ट' : 'ठ') : (ROMAN_CONSONANTS.get(here) ?? '');
  if (next === undefined || VOWEL.test(next)) return letter;
  const dot = (here === 'n' && DOT_BEFORE.test(next)) || (here === 'm' && /^(?:p|ph|b|bh|f)$/.test(next));
  if (dot && VOWEL.test(before)) return 'ं';
  if (i === 0 && here === 'g' && next === 'y') return 'ज्ञ';
  if (here === 'sh' && /^th?$/.test(next)) return joins(sounds, i) ? 'ष्' : 'ष';
  return joins(sounds, i) ? `${letter}्` : letter;
}

function vowelToDevanagari(sounds: readonly string[], i: number, nasal: boolean): string {
  const [before, here = '', next] = [sounds[i - 1], sounds[i], sounds[i + 1]];
  const sound = next === undefined && !(nasal && here !== 'a') ? (LONG_AT_END[here] ?? here) : here;
  const [letter, sign] = ROMAN_VOWELS[sound] ?? ['', ''];
  if (before !== undefined && !VOWEL.test(before)) return sign;
  const glide = here.startsWith('a') && here.length < 3 && /^(?:i|ee|ii)$/.test(before ?? '');
  return glide ? `य${sign}` : letter;
}

function soundToDevanagari(word: string): string {
  const spelt = respell(word);
  const nasal = spelt.endsWith('~');
  const sounds = soundsOf(spelt);
  const skipY = sounds[0] === 'g' && sounds[1] === 'y' ? 1 : -1;
  const parts = sounds.map((sound, i) => {
    if (i === skipY) return '';
    return VOWEL.test(sound) ? vowelToDevanagari(sounds, i, nasal) : consonantToDevanagari(sounds, i);
  });
  return `${parts.join('')}${nasal ? 'ं' : ''}`;
}

/** Case is ignored but for two cases: FIR is not fir (फिर), and capitals without a vowel are spelt out (SP, CCTV). */
function wordToDevanagari(word: string): string {
  if (!/^[A-Za-z]{1,60}$/.test(word)) return word; // accented or endless: not Hindi
  const lower = word.toLowerCase();
  const long = lower.replace(/([aeiou])\1{2,}/g, '$1$1').replace(/([^aeiou])\1{2,}/g, '$1');
  const short = lower.replace(/([a-z])\1{2,}/g, '$1');
  const known = HINDI_WORDS.get(word === 'FIR' ? 'fir_' : lower) ?? HINDI_WORDS.get(short) ?? HINDI_WORDS.get(long);
  if (known !== undefined) return known;
  const spelling = lower.length === 1 || /^[B-DF-HJ-NP-TV-Z]{2,5}$/.test(word);
  if (spelling) return Array.from(lower, (letter) => LETTER_NAMES.get(letter) ?? '').join('');
  return soundToDevanagari(long).normalize('NFC');
}

const KEPT = [
  URL,
  String.raw`(?<![\w.+-])[\w.+-]{1,64}@[\w.-]+`,
  String.raw`@[\w.]+`,
  String.raw`#[\p{L}\p{M}\p{N}_]+`,
  String.raw`(?<![\w-])(?:[A-Za-z0-9-]{1,63}\.){1,8}(?:com|org|net|in)\b(?:\/[^\s।॥]*)?`,
  String.raw`(?<![\w-])(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,}\/[^\s।॥]*`,
  String.raw`\b[A-Z]{2}[ -]?\d{1,2}[ -]?[A-Z]{1,3}[ -]?\d{1,4}\b`, // a vehicle's number plate
  String.raw`[A-Za-z]{0,20}\d[A-Za-z0-9]*`,
].join('|');

const ROMAN_TOKEN = new RegExp(`(${KEPT})|\\p{Script=Latin}+(?:['’]\\p{Script=Latin}+)*`, 'gu');

/** Roman Hindi in Devanagari, by sound. Handles, hashtags, links, addresses and numbers stay as they are. */
export function toDevanagari(text: string): string {
  return text.replace(ROMAN_TOKEN, (token: string, kept: string | undefined) => {
    if (kept !== undefined) return kept;
    return token.split(/['’]/).map(wordToDevanagari).join('');
  });
}

/**
 * The message in the script it was not written in, or null where there is none to show: another language, or nothing
 * that would change. A single Devanagari letter outside a link decides for Roman.
 */
export function otherScript(text: string, language: string): { text: string; script: 'latin' | 'devanagari' } | null {
  const hasDevanagari = /[\u0904-\u0939\u0950\u0958-\u0961\u0972-\u097F]/.test(text.replace(new RegExp(URL, 'g'), ''));
  if (hasDevanagari) return { text: toLatin(text), script: 'latin' };
  if (language !== 'hinglish' && language !== 'mixed') return null;
  const converted = toDevanagari(text);
  return converted === text ? null : { text: converted, script: 'devanagari' };
}
