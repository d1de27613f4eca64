/** Outcome → public answer in the citizen's language; the officer reads and approves it before it goes. */
const HI: Record<string, string> = {
  fir: 'आपकी शिकायत पर एफ़आईआर दर्ज कर ली गई है। विवेचना की जानकारी थाने से मिलेगी।',
  ncr: 'आपकी शिकायत पर एनसीआर दर्ज कर ली गई है।',
  'action-without-fir': 'आपकी शिकायत पर पुलिस ने मौके पर पहुँचकर आवश्यक कार्रवाई की है।',
  counselled: 'संबंधित पक्षों को बुलाकर समझाया गया है। फिर परेशानी हो तो इसी संदेश का उत्तर दें।',
  settled: 'दोनों पक्षों की सहमति से मामला निपट गया है। फिर परेशानी हो तो इसी संदेश का उत्तर दें।',
  'found-untrue': 'जाँच में शिकायत की पुष्टि नहीं हुई। आपके पास और जानकारी हो तो इसी संदेश के उत्तर में भेजें।',
  'civil-referred': 'यह मामला दीवानी प्रकृति का है और संबंधित कार्यालय को भेज दिया गया है।',
  'other-agency': 'यह मामला दूसरे विभाग का है और उसे भेज दिया गया है।',
  'not-found': 'मौके पर पुलिस पहुँची, परंतु बताई गई स्थिति नहीं मिली। और जानकारी हो तो इसी संदेश का उत्तर दें।',
  advised: 'आपको आवश्यक सलाह दे दी गई है। फिर परेशानी हो तो इसी संदेश का उत्तर दें।',
};
const HINGLISH: Record<string, string> = {
  fir: 'Aapki shikayat par FIR darj kar li gayi hai. Vivechana ki jaankari thane se milegi.',
  ncr: 'Aapki shikayat par NCR darj kar li gayi hai.',
  'action-without-fir': 'Aapki shikayat par police ne mauke par pahunchkar aavashyak karyavahi ki hai.',
  counselled: 'Sambandhit pakshon ko bulakar samjhaya gaya hai. Phir pareshani ho to isi sandesh ka uttar dein.',
  settled: 'Dono pakshon ki sahmati se mamla nipat gaya hai. Phir pareshani ho to isi sandesh ka uttar dein.',
  'found-untrue': 'Jaanch mein shikayat ki pushti nahi hui. Aur jaankari ho to isi sandesh ke uttar mein bhejein.',
  'civil-referred': 'Yeh mamla deewani prakriti ka hai aur sambandhit karyalay ko bhej diya gaya hai.',
  'other-agency': 'Yeh mamla doosre vibhag ka hai aur use bhej diya gaya hai.',
  'not-found':
    'Police mauke par pahunchi, par batayi gayi sthiti nahi mili. Aur jaankari ho to isi sandesh ka uttar dein.',
  advised: 'Aapko aavashyak salah de di gayi hai. Phir pareshani ho to isi sandesh ka uttar dein.',
};
const MR: Record<string, string> = {
  fir: 'तुमच्या तक्रारीवर एफआयआर नोंदवली आहे. तपासाची माहिती पोलीस ठाण्यातून मिळेल.',
  ncr: 'तुमच्या तक्रारीवर एनसीआर नोंदवली आहे.',
  'action-without-fir': 'तुमच्या तक्रारीवर पोलिसांनी प्रत्यक्ष जाऊन आवश्यक कारवाई केली आहे.',
  counselled: 'संबंधितांना बोलावून समज दिली आहे. पुन्हा त्रास झाल्यास याच संदेशाला उत्तर द्या.',
  settled: 'दोन्ही पक्षांच्या संमतीने प्रकरण मिटले आहे. पुन्हा त्रास झाल्यास याच संदेशाला उत्तर द्या.',
  'found-untrue': 'चौकशीत तक्रारीची पुष्टी झाली नाही. अधिक माहिती असल्यास याच संदेशाला उत्तर द्या.',
  'civil-referred': 'हे प्रकरण दिवाणी स्वरूपाचे असून संबंधित कार्यालयाकडे पाठवले आहे.',
  'other-agency': 'हे प्रकरण दुसऱ्या विभागाचे असून त्यांच्याकडे पाठवले आहे.',
  'not-found': 'पोलीस घटनास्थळी गेले, पण सांगितलेली परिस्थिती आढळली नाही. अधिक माहिती असल्यास याच संदेशाला उत्तर द्या.',
  advised: 'तुम्हाला आवश्यक सल्ला दिला आहे. पुन्हा त्रास झाल्यास याच संदेशाला उत्तर द्या.',
};
const EN: Record<string, string> = {
  fir: 'An FIR has been registered on your complaint. The station will tell you about the investigation.',
  ncr: 'An NCR has been registered on your complaint.',
  'action-without-fir': 'The police went to the spot and took the necessary action on your complaint.',
  counselled: 'Those concerned were called and spoken to. If it happens again, reply to this message.',
  settled: 'The matter was settled with the consent of both sides. If it happens again, reply to this message.',
  'found-untrue': 'The inquiry did not confirm the complaint. If you know more, reply to this message.',
  'civil-referred': 'This is a civil matter and was referred to the office concerned.',
  'other-agency': 'This belongs to another department and was forwarded to it.',
  'not-found':
    'The police went to the spot but did not find what was described. If you know more, reply to this message.',
  advised: 'You have been given the necessary advice. If the trouble goes on, reply to this message.',
};

export function answerFor({ outcome, language }: { outcome: string; language: string }): string {
  const answers = { en: EN, mr: MR, hinglish: HINGLISH }[language] ?? HI;
  const key = outcome.replace(/_/g, '-');
  return answers[key] ?? '';
}

export const isTemplate = (text: string): boolean =>
  text === '' || [EN, HI, HINGLISH, MR].some((answers) => Object.values(answers).includes(text));
