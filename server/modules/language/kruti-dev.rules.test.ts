import { expect, it } from 'vitest';
import { fromKrutiDev, isKrutiDev, readable } from './kruti-dev.rules.ts';

it.each([
  ['esjk eksckby pksjh gks x;k gS', 'मेरा मोबाइल चोरी हो गया है'],
  ['Fkkuk gtjrxat', 'थाना हजरतगंज'],
  ['iqfyl us fjiksVZ ugha fy[kh', 'पुलिस ने रिपोर्ट नहीं लिखी'],
  ['izkFkhZ fuoklh xzke jkeiqj', 'प्रार्थी निवासी ग्राम रामपुर'],
  ['Jheku~ th', 'श्रीमान् जी'],
  ['f{kfrt vkSj Kku', 'क्षितिज और ज्ञान'],
  ['fLFkfr xaHkhj gSA', 'स्थिति गंभीर है।'],
  ['lM+d ij i<+kbZ', 'सड़क पर पढ़ाई'],
  ['iwoZ fnukad', 'पूर्व दिनांक'],
  ['f\'kdk;r o "kM~;a=', 'शिकायत व षड्यंत्र'],
  ['Je dk;kZy;', 'श्रम कार्यालय'],
])('%s is %s', (typed, meant) => {
  expect(fromKrutiDev(typed)).toBe(meant.normalize('NFC'));
});

it('is told from English, from Hindi in Latin letters and from Unicode', () => {
  const petition = 'egksn; esjk eksckby fnukad 5 dks pksjh gks x;k gS] Fkkuk gtjrxat esa fjiksVZ ugha fy[kh xbZ gSA';
  expect(isKrutiDev(petition)).toBe(true);
  expect(readable(petition)).toContain('थाना हजरतगंज में रिपोर्ट नहीं लिखी गई है।');
  for (const other of [
    'Sir my phone was stolen at Hazratganj, the police did not write an FIR. Please help us asap',
    'sir mera mobile hazratganj me chori ho gaya hai, thana report nahi likh raha, kuch karo',
    'मेरा मोबाइल चोरी हो गया है gS esa dks',
    'dk ds dh',
    '',
  ])
    expect(readable(other)).toBe(other);
});
