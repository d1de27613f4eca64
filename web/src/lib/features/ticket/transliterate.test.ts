import { describe, expect, it } from 'vitest';
import { otherScript, toDevanagari, toLatin } from './transliterate.ts';

/** Pairs of "word=expected", so that the tables stay readable. */
function pairs(source: string): [string, string][] {
  const words = source.trim().split(/\s+/);
  return words.map((pair) => {
    const [word = '', expected = ''] = pair.split('=');
    return [word, expected];
  });
}

const HINDI = pairs(`
  करना=karna लड़का=larka समझ=samajh कमल=kamal नमकीन=namkeen हजरतगंज=hajratganj हज़रतगंज=hazratganj पुलिस=pulis
  थाना=thana थाने=thane नहीं=nahin है=hai हैं=hain मैं=main में=mein मेरा=mera मुझे=mujhe क्या=kya आप=aap काम=kaam
  बात=baat नाम=naam घर=ghar मदद=madad शिकायत=shikayat चोरी=chori धमकी=dhamki सड़क=sarak गाड़ी=gaari गया=gaya गई=gayi
  गए=gaye भाई=bhai चाहिए=chahiye जाएगा=jayega पढ़ना=parhna जानकारी=jaankari सरकारी=sarkari दुर्घटना=durghatna
  अपहरण=apahran हाँ=haan वहाँ=vahan गाँव=gaanv अच्छा=achha बच्चा=baccha ज्ञान=gyaan विशेषज्ञ=visheshagya
  क्षेत्र=kshetra पक्ष=paksh मित्र=mitra श्री=shri राज्य=rajya केंद्र=kendra राष्ट्रीय=rashtriya मुंबई=mumbai नई=nayi
  संभव=sambhav हिंदी=hindi अतः=atah ऋषि=rishi फ़ोन=fon फल=phal क़लम=qalam ख़बर=khabar ज़मीन=zameen गोमतीनगर=gomtinagar
  गोरखपुर=gorakhpur लखनऊ=lakhnau हुआ=hua दीजिए=deejiye न=na ॐ=om डॉक्टर=doktar जगत्=jagat एवं=evam तू=tu हूँ=hoon
  ऊपर=oopar कौन=kaun
`);

const MARATHI = pairs(`
  आहे=aahe माझा=majha माझी=majhi पुण्यात=punyat घेतलं=ghetla केलं=kela नाही=nahi मला=mala बाळ=baal मराठी=marathi
  तक्रार=takrar महाराष्ट्र=maharashtra बॅंक=benk झाली=jhali
`);

const FREQUENT = pairs(`
  main=मैं hai=है hain=हैं nahi=नहीं nahin=नहीं nhi=नहीं ka=का ki=की ke=के ko=को se=से me=में mein=में mera=मेरा
  meri=मेरी mere=मेरे kya=क्या kyu=क्यों kyon=क्यों aap=आप police=पुलिस thana=थाना sir=सर please=प्लीज़ mobile=मोबाइल
  chori=चोरी madad=मदद bhai=भाई ghar=घर raha=रहा rahe=रहे rahi=रही gaya=गया gayi=गई kar=कर diya=दिया liya=लिया ho=हो
  tha=था thi=थी the=थे aur=और par=पर bhi=भी ab=अब abhi=अभी koi=कोई kuch=कुछ log=लोग ladka=लड़का ladki=लड़की
  gaadi=गाड़ी paisa=पैसा FIR=एफआईआर fir=फिर jaldi=जल्दी SHO=एसएचओ paise=पैसे krna=करना unka=उनका
`);

/** What the sound rules cannot know: retroflex letters, an unmarked long a, a conjunct after r, English spelling. */
const KNOWN_LIMITS = pairs('tokri=तोकरी hoshiyar=होशियर kursiyan=कुरसियां praarthna=प्रारथना city=सिती maxi=मक्सी');

const BY_SOUND = pairs(`
  chalna=चलना sarkari=सरकारी hatya=हत्या sambandh=संबंध hindi=हिंदी insaan=इंसान kampani=कंपनी larke=लड़के
  jayega=जाएगा aayega=आएगा karunga=करूंगा mahilaon=महिलाओं karein=करें safai=सफ़ाई kutta=कुत्ता patthar=पत्थर
  makkhi=मक्खी school=स्कूल waqt=वक्त mard=मर्द zameen=ज़मीन fauj=फ़ौज gaadiyan=गाड़ियां baatein=बातें milenge=मिलेंगे
  mandir=मंदिर ummeed=उम्मीद samay=समय aalu=आलू nikla=निकला andhera=अंधेरा kasht=कष्ट kursi=कुरसी shor=शोर
  chhutti=छुट्टी mausam=मौसम khol=खोल dukh=दुख bhookh=भूख jhooth=झूठ taxi=टैक्सी vidya=विद्या SP=एसपी
`);

describe('toLatin', () => {
  it.each(HINDI)('Hindi %s', (word, expected) => {
    expect(toLatin(word)).toBe(expected);
  });

  it.each(MARATHI)('Marathi %s', (word, expected) => {
    expect(toLatin(word)).toBe(expected);
  });

  it.each([
    ['मेरा मोबाइल चोरी हो गया है।', 'mera mobail chori ho gaya hai.'],
    ['थाने में कोई सुनवाई नहीं हो रही', 'thane mein koi sunvai nahin ho rahi'],
    ['दिनांक १२/०३/२०२५ को ५० लोग', 'dinank 12/03/2025 ko 50 log'],
    ['पोलीस तक्रार घेत नाहीत', 'polees takrar ghet naheet'],
  ])('a sentence: %s', (text, expected) => {
    expect(toLatin(text)).toBe(expected);
  });

  it('tells to strike from to die', () => {
    expect(toLatin('मारना मरना')).toBe('maarna marna');
  });

  it('reads both encodings of the nukta alike', () => {
    expect(toLatin('\u0932\u095C\u0915\u093E')).toBe('larka');
    expect(toLatin('\u0932\u0921\u093C\u0915\u093E')).toBe('larka');
    expect(toLatin('\u095B\u0930\u093E')).toBe(toLatin('\u091C\u093C\u0930\u093E'));
  });

  it('drops joiners inside words but not inside emoji', () => {
    expect(toLatin('शक्\u200Dति 👨\u200D👩\u200D👧')).toBe('shakti 👨\u200D👩\u200D👧');
  });

  it('leaves handles, links and other text alone', () => {
    const text = '@Uppolice कृपया https://x.in/थाना देखें #Lucknow Café!';
    expect(toLatin(text)).toBe('@Uppolice kripya https://x.in/थाना dekhen #Lucknow Café!');
  });

  it('reads a zero joined to letters as an abbreviation', () => {
    expect(toLatin('उ०प्र० १०')).toBe('u.pra. 10');
  });

  it('changes nothing in Latin text, nor on a second pass', () => {
    const latin = 'Mera phone chori ho gaya @Uppolice 112 😡\nplease';
    expect(toLatin(latin)).toBe(latin);
    const once = toLatin('हजरतगंज में लूट॥ FIR');
    expect(toLatin(once)).toBe(once);
    expect(toLatin('')).toBe('');
  });
});

describe('toDevanagari', () => {
  it.each(FREQUENT)('frequent %s', (word, expected) => {
    expect(toDevanagari(word)).toBe(expected.normalize('NFC'));
  });

  it.each(BY_SOUND)('by sound %s', (word, expected) => {
    expect(toDevanagari(word)).toBe(expected.normalize('NFC'));
  });

  it.each(KNOWN_LIMITS)('readable, though misspelt: %s', (word, expected) => {
    expect(toDevanagari(word)).toBe(expected.normalize('NFC'));
  });

  it.each([
    ['Mera mobile chori ho gaya hai', 'मेरा मोबाइल चोरी हो गया है'],
    ['thane me koi sunwai nahi ho rahi, please madad karo', 'थाने में कोई सुनवाई नहीं हो रही, प्लीज़ मदद करो'],
    ['FIR nhi likh rahe h', 'एफआईआर नहीं लिख रहे है'],
    ['MERI GAADI KAL RAAT SE GAYAB HAI', 'मेरी गाड़ी कल रात से गायब है'],
  ])('a sentence: %s', (text, expected) => {
    expect(toDevanagari(text)).toBe(expected.normalize('NFC'));
  });

  it.each([
    '@Uppolice @dgp_up',
    '#Lucknow #ThanaHazratganj',
    'https://twitter.com/abc?x=mera',
    'www.uppolice.gov.in/thana',
    'uppolice.gov.in',
    'bit.ly/ghar',
    'help.me@uppolice.gov.in name@okaxis',
    'UP32AB1234 UP 32 AB 1234 9876543210 10:30',
    'थाना हजरतगंज 😡👨\u200D👩\u200D👧',
    'Café',
    '',
  ])('leaves alone: %s', (text) => {
    expect(toDevanagari(text)).toBe(text);
  });

  it('keeps lines, punctuation and the Devanagari of a mixed text', () => {
    expect(toDevanagari('sir,\n\n  थाना me nahi aaye!\r\n@Uppolice')).toBe('सर,\n\n  थाना में नहीं आए!\r\n@Uppolice');
  });

  it('ignores case and drawn-out letters', () => {
    expect(toDevanagari('PLEASEEEE Nahiiii plzzzz')).toBe('प्लीज़ नहीं प्लीज़'.normalize('NFC'));
  });

  it('never leaves a halant at the end of a word', () => {
    for (const word of ['ghar', 'darj', 'kb', 'smjhkr', 'waqt', 'xyzk']) expect(toDevanagari(word)).not.toMatch(/्$/);
  });
});

describe('hostile text', () => {
  it.each(['aaaa.', 'a-', 'a', 'k', "a'", '@', 'a@', 'A1 ', '#', 'क्', 'नगर', 'क', 'ं', 'http://'])(
    'long run of %s',
    (piece) => {
      const text = piece.repeat(4000);
      const start = Date.now();
      toLatin(text);
      toDevanagari(text);
      expect(Date.now() - start).toBeLessThan(1000);
    },
  );
});

describe('otherScript', () => {
  it('goes to Roman wherever there is Devanagari', () => {
    expect(otherScript('मदद please', 'mixed')).toEqual({ text: 'madad please', script: 'latin' });
    expect(otherScript('मदद', 'mr')).toEqual({ text: 'madad', script: 'latin' });
  });

  it('goes to Devanagari for Roman Hindi only', () => {
    expect(otherScript('madad karo', 'hinglish')).toEqual({ text: 'मदद करो', script: 'devanagari' });
    expect(otherScript('madad karo', 'mixed')?.script).toBe('devanagari');
    expect(otherScript('please help', 'en')).toBeNull();
  });

  it('offers nothing where nothing would change', () => {
    expect(otherScript('', 'hinglish')).toBeNull();
    expect(otherScript('@Uppolice 112 😡', 'mixed')).toBeNull();
  });

  it('does not count the Devanagari of a link', () => {
    expect(otherScript('dekho https://x.in/थाना', 'hinglish')?.text).toBe('देखो https://x.in/थाना');
  });
});
