import type { Names } from '$lib/i18n/names.ts';

// Red lane: what we say to somebody whose life may be at risk, and what the operator asks.
// Rules the texts keep:
// - `first` is at most 240 characters and `checkBack` at most 160; digits are ASCII so that phones make them tappable.
// - `first` has exactly two question marks. The last-but-one sentence asks for the place: `firstWords` puts the place
//   there when it is known (people resent being asked again). The last one asks about safety.
// - `first` says that a person is here: send it only when an operator has taken the item.
// - The wording fits any gender, of the citizen and of the operator, and promises neither secrecy nor an arrival time.
// - `checkBack` for violence and other says nothing about what was reported, as somebody else may be holding the phone.

type Texts = Readonly<Record<'en' | 'hi' | 'mr' | 'hinglish', string>>;

export interface RedLaneScript {
  readonly kind: 'self-harm' | 'violence' | 'child' | 'medical' | 'other';
  readonly names: Names;
  /** Said in private as soon as somebody has taken it. */
  readonly first: Texts;
  /** Said when a quarter of an hour is over. */
  readonly checkBack: Texts;
  readonly ask: readonly Names[];
  readonly never: readonly Names[];
}

export const RED_LANE_SCRIPTS: readonly RedLaneScript[] = [
  {
    kind: 'self-harm',
    names: { en: 'Risk of self-harm', hi: 'खुद को नुकसान का खतरा', mr: 'स्वतःला इजा करण्याचा धोका' },
    first: {
      en: 'It is good that you wrote. We have read it. This is not a machine, we are here with you. If you are in danger, call 112 now. To talk, day or night: Tele-MANAS 14416. Where are you? Are you safe right now?',
      hi: 'आपने लिखा, अच्छा किया। हमने पढ़ लिया है। यह मशीन नहीं है, हम लोग यहीं हैं, आपके साथ। खतरा लगे तो तुरंत 112 पर कॉल करें। बात करने के लिए दिन-रात टेली-मानस 14416। आप कहाँ हैं? अभी आप सुरक्षित हैं?',
      mr: 'तुम्ही लिहिलंत, बरं केलंत. आम्ही वाचलं आहे. हे मशीन नाही, आम्ही इथेच आहोत, तुमच्यासोबत. धोका वाटला तर लगेच 112 वर कॉल करा. बोलण्यासाठी दिवस-रात्र टेली-मानस 14416. तुम्ही कुठे आहात? आत्ता सुरक्षित आहात का?',
      hinglish:
        'Aapne likha, achha kiya. Humne padh liya hai. Ye machine nahi hai, hum log yahin hain, aapke saath. Khatra lage to turant 112 par call karein. Baat karne ke liye din-raat Tele-MANAS 14416. Aap kahan hain? Abhi aap safe hain?',
    },
    checkBack: {
      en: 'We are still here with you. Has someone reached you? Are you safe now? If not, call 112. To talk: 14416.',
      hi: 'हम अब भी यहीं हैं, आपके साथ। क्या आपके पास कोई पहुँचा? अब आप सुरक्षित हैं? नहीं तो 112 पर कॉल करें। बात करने के लिए 14416।',
      mr: 'आम्ही अजून इथेच आहोत, तुमच्यासोबत. तुमच्याजवळ कोणी पोहोचलं का? आता सुरक्षित आहात का? नसाल तर 112 वर कॉल करा. बोलण्यासाठी 14416.',
      hinglish:
        'Hum ab bhi yahin hain, aapke saath. Kya aapke paas koi pahuncha? Ab aap safe hain? Nahi to 112 par call karein. Baat karne ke liye 14416.',
    },
    ask: [
      {
        en: 'Where are you now? What is close by: a shop, school, temple, crossing?',
        hi: 'आप अभी कहाँ हैं? पास में क्या है: दुकान, स्कूल, मंदिर, चौराहा?',
        mr: 'तुम्ही आत्ता कुठे आहात? जवळ काय आहे: दुकान, शाळा, मंदिर, चौक?',
      },
      {
        en: 'Is anyone with you? Who could come and sit with you right now?',
        hi: 'आपके साथ कोई है? अभी कौन आकर आपके पास बैठ सकता है?',
        mr: 'तुमच्यासोबत कोणी आहे का? आत्ता कोण येऊन तुमच्याजवळ बसू शकेल?',
      },
      {
        en: 'Are you hurt? Is there anything near you that could harm you, and can you move away from it?',
        hi: 'आपको कहीं चोट तो नहीं है? पास में ऐसी कोई चीज़ है जिससे नुकसान हो सकता है? क्या आप उससे दूर हट सकते हैं?',
        mr: 'तुम्हाला काही इजा झाली आहे का? जवळ इजा होऊ शकेल असं काही आहे का? त्यापासून दूर जाता येईल का?',
      },
      {
        en: 'Which number can we call you on if the line drops?',
        hi: 'फ़ोन कट जाए तो किस नंबर पर कॉल करें?',
        mr: 'फोन कट झाला तर कोणत्या नंबरवर कॉल करू?',
      },
      {
        en: 'Whom do you trust, so that we can tell them? Who should not hear of this?',
        hi: 'आपको किस पर भरोसा है, जिसे हम बता सकें? किसे पता नहीं चलना चाहिए?',
        mr: 'तुमचा कोणावर विश्वास आहे, ज्यांना आम्ही सांगू? कोणाला कळू नये असं वाटतं?',
      },
    ],
    never: [
      {
        en: 'Do not preach, blame, argue or speak of a police case. Listen.',
        hi: 'उपदेश, ताना, बहस न करें, केस की बात न करें। बस सुनें।',
        mr: 'उपदेश, दोष, वाद नको, केसबद्दल बोलू नका. फक्त ऐका.',
      },
      {
        en: 'Do not promise to keep it secret. Say: we tell only those who will help.',
        hi: 'राज़ रखने का वादा न करें। कहें: सिर्फ़ मदद करने वालों को बताएँगे।',
        mr: 'गुप्त ठेवण्याचं वचन देऊ नका. सांगा: फक्त मदत करणाऱ्यांनाच सांगू.',
      },
      {
        en: 'Do not answer in public, share the post, or repeat how they mean to do it.',
        hi: 'सबके सामने जवाब न दें, पोस्ट शेयर न करें, तरीके के शब्द न दोहराएँ।',
        mr: 'सर्वांसमोर उत्तर देऊ नका, पोस्ट शेअर करू नका, पद्धतीचे शब्द पुन्हा उच्चारू नका.',
      },
      {
        en: 'Do not leave the talk until 112 says: reached, safe.',
        hi: 'जब तक 112 न कहे "पहुँच गए, सुरक्षित हैं", बातचीत न छोड़ें।',
        mr: '112 कडून "पोहोचलो, सुरक्षित" असं कळेपर्यंत संवाद सोडू नका.',
      },
    ],
  },
  {
    kind: 'violence',
    names: { en: 'Violence going on', hi: 'मारपीट या हमला जारी', mr: 'मारहाण किंवा हल्ला सुरू' },
    first: {
      en: 'We have read your message. A person is here with you. Call 112 now; women can also call 181. If you cannot speak, just write here. Where is this happening? Are you safe right now?',
      hi: 'हमने आपका संदेश पढ़ लिया है। यह मशीन नहीं है, हम लोग यहीं हैं। तुरंत 112 पर कॉल करें, महिलाएँ 181 पर भी। बोल न सकें तो यहीं लिख दें। यह कहाँ हो रहा है? अभी आप सुरक्षित हैं?',
      mr: 'तुमचा मेसेज आम्ही वाचला आहे. हे मशीन नाही, आम्ही इथेच आहोत. लगेच 112 वर कॉल करा, महिलांसाठी 181 सुद्धा. बोलता येत नसेल तर इथेच लिहा. हे कुठे घडतंय? आत्ता तुम्ही सुरक्षित आहात का?',
      hinglish:
        'Humne aapka message padh liya hai. Ye machine nahi hai, hum log yahin hain. Turant 112 par call karein, mahilayen 181 par bhi. Bol na saken to yahin likh dein. Ye kahan ho raha hai? Abhi aap safe hain?',
    },
    checkBack: {
      en: 'We are still here. Has help reached you? Are you safe now? If not, call 112 or just write "no".',
      hi: 'हम अब भी यहीं हैं। क्या मदद आप तक पहुँची? अब आप सुरक्षित हैं? नहीं तो 112 पर कॉल करें या बस "नहीं" लिख दें।',
      mr: 'आम्ही अजून इथेच आहोत. मदत पोहोचली का? आता तुम्ही सुरक्षित आहात का? नसाल तर 112 वर कॉल करा किंवा फक्त "नाही" लिहा.',
      hinglish:
        'Hum ab bhi yahin hain. Kya madad aap tak pahunchi? Ab aap safe hain? Nahi to 112 par call karein ya bas "nahi" likh dein.',
    },
    ask: [
      {
        en: 'Where exactly? House, floor or field, and a landmark nearby?',
        hi: 'ठीक-ठीक कहाँ? कौन सा घर, मंज़िल या खेत, और पास में कोई निशानी?',
        mr: 'नेमकं कुठे? कोणतं घर, मजला किंवा शेत, आणि जवळची खूण?',
      },
      {
        en: 'Who is with you? How many are attacking, and is anyone hurt?',
        hi: 'आपके साथ कौन है? हमला करने वाले कितने हैं? किसी को चोट लगी है?',
        mr: 'तुमच्यासोबत कोण आहे? हल्ला करणारे किती आहेत? कोणाला लागलंय का?',
      },
      {
        en: 'Do they have a weapon: stick, knife, gun, acid, fire?',
        hi: 'उनके पास कुछ है क्या: लाठी, चाकू, तमंचा, तेज़ाब, आग?',
        mr: 'त्यांच्याकडे काही हत्यार आहे का: काठी, चाकू, बंदूक, ॲसिड, आग?',
      },
      {
        en: 'Is it safe if we call? On which number, or shall we only write?',
        hi: 'फ़ोन करना ठीक रहेगा? किस नंबर पर? या सिर्फ़ लिखकर बात करें?',
        mr: 'फोन केला तर चालेल का? कोणत्या नंबरवर? की फक्त लिहून बोलू?',
      },
      {
        en: 'Who must not know that you wrote to us?',
        hi: 'किसे पता नहीं चलना चाहिए कि आपने हमें लिखा है?',
        mr: 'तुम्ही आम्हाला लिहिलंय हे कोणाला कळू नये?',
      },
    ],
    never: [
      {
        en: 'Do not ring the phone before you know that a ring is safe.',
        hi: 'जब तक पता न हो कि घंटी बजना सुरक्षित है, फ़ोन न करें।',
        mr: 'फोन वाजणं सुरक्षित आहे हे कळेपर्यंत कॉल करू नका.',
      },
      {
        en: 'Do not tell the other side, the family or the neighbours who wrote.',
        hi: 'दूसरे पक्ष, परिवार या पड़ोसियों को न बताएँ कि किसने लिखा।',
        mr: 'कोणी लिहिलं हे समोरच्यांना, घरच्यांना किंवा शेजाऱ्यांना सांगू नका.',
      },
      {
        en: 'Do not ask them to film, collect proof or go back in.',
        hi: 'वीडियो बनाने, सबूत जुटाने या वापस अंदर जाने को न कहें।',
        mr: 'व्हिडिओ काढायला, पुरावे गोळा करायला किंवा परत आत जायला सांगू नका.',
      },
      {
        en: 'Do not call it a "family" or "civil" matter, and do not argue over limits of stations.',
        hi: '"घर का मामला" या "सिविल मामला" न कहें, थाने की सीमा पर बहस न करें।',
        mr: '"घरगुती" किंवा "दिवाणी" बाब म्हणू नका, हद्दीवरून वाद घालू नका.',
      },
    ],
  },
  {
    kind: 'child',
    names: { en: 'Child in danger', hi: 'बच्चा खतरे में', mr: 'मूल धोक्यात' },
    first: {
      en: 'Thank you for telling us. We have read it and a person is here with you. Call 112 now, or Childline 1098, free, day and night. If you cannot speak, just write here. Where is this? Is the child safe right now?',
      hi: 'आपने बताया, अच्छा किया। हमने पढ़ लिया है, हम लोग यहीं हैं। तुरंत 112 पर कॉल करें, या बच्चों के लिए 1098 पर, दिन-रात मुफ़्त। बोल न सकें तो यहीं लिख दें। यह कहाँ की बात है? बच्चा अभी सुरक्षित है?',
      mr: 'तुम्ही सांगितलंत, बरं केलंत. आम्ही वाचलं आहे, आम्ही इथेच आहोत. लगेच 112 वर कॉल करा, किंवा मुलांसाठी 1098 वर, दिवस-रात्र मोफत. बोलता येत नसेल तर इथेच लिहा. हे कुठे आहे? मूल आत्ता सुरक्षित आहे का?',
      hinglish:
        'Aapne bataya, achha kiya. Humne padh liya hai, hum log yahin hain. Turant 112 par call karein, ya bachchon ke liye 1098 par, din-raat free. Bol na saken to yahin likh dein. Ye kahan ki baat hai? Bachcha abhi safe hai?',
    },
    checkBack: {
      en: 'We are still here. Has help reached you? Are you and the child safe now? If not, call 112 or 1098.',
      hi: 'हम अब भी यहीं हैं। क्या मदद पहुँची? अब आप और बच्चा सुरक्षित हैं? नहीं तो 112 या 1098 पर कॉल करें।',
      mr: 'आम्ही अजून इथेच आहोत. मदत पोहोचली का? आता तुम्ही आणि मूल सुरक्षित आहात का? नसाल तर 112 किंवा 1098 वर कॉल करा.',
      hinglish:
        'Hum ab bhi yahin hain. Kya madad pahunchi? Ab aap aur bachcha safe hain? Nahi to 112 ya 1098 par call karein.',
    },
    ask: [
      {
        en: 'Where is the child now? What is close by: a school, shop, station, crossing?',
        hi: 'बच्चा अभी कहाँ है? पास में क्या है: स्कूल, दुकान, स्टेशन, चौराहा?',
        mr: 'मूल आत्ता कुठे आहे? जवळ काय आहे: शाळा, दुकान, स्टेशन, चौक?',
      },
      {
        en: 'Who is with the child? Is there one grown-up the child trusts?',
        hi: 'बच्चे के साथ कौन है? कोई बड़ा है जिस पर बच्चा भरोसा करता हो?',
        mr: 'मुलासोबत कोण आहे? मुलाचा विश्वास असलेलं कोणी मोठं माणूस आहे का?',
      },
      {
        en: 'How old is the child? Is the child hurt, or is there a weapon or other danger near?',
        hi: 'बच्चे की उम्र क्या है? चोट लगी है? पास में हथियार या कोई और खतरा है?',
        mr: 'मुलाचं वय काय? इजा झाली आहे का? जवळ हत्यार किंवा दुसरा धोका आहे का?',
      },
      {
        en: 'On which number is it safe to call you, and when?',
        hi: 'किस नंबर पर और कब कॉल करना सुरक्षित है?',
        mr: 'कोणत्या नंबरवर आणि कधी कॉल करणं सुरक्षित आहे?',
      },
      {
        en: 'Who must not hear of this, at home or at school?',
        hi: 'घर या स्कूल में किसे इसका पता नहीं चलना चाहिए?',
        mr: 'घरी किंवा शाळेत हे कोणाला कळू नये?',
      },
    ],
    never: [
      {
        en: 'Do not write the name, face, school or address of the child anywhere public.',
        hi: 'बच्चे का नाम, चेहरा, स्कूल या पता कहीं सबके सामने न लिखें।',
        mr: 'मुलाचं नाव, चेहरा, शाळा किंवा पत्ता कुठेही सार्वजनिक लिहू नका.',
      },
      {
        en: 'Do not make the child tell the story again and again. Ask only what brings help.',
        hi: 'बच्चे से बार-बार पूरी बात न पूछें। बस वही पूछें जिससे मदद पहुँचे।',
        mr: 'मुलाला पुन्हा पुन्हा सगळं सांगायला लावू नका. मदतीसाठी लागेल तेवढंच विचारा.',
      },
      {
        en: 'Do not call a relative or teacher before you know that they are not the danger.',
        hi: 'पहले पक्का करें कि खतरा उन्हीं से नहीं, तभी रिश्तेदार या शिक्षक को फ़ोन करें।',
        mr: 'धोका त्यांच्यापासूनच नाही हे कळल्याशिवाय नातेवाईक किंवा शिक्षकांना फोन करू नका.',
      },
      {
        en: 'Do not ask for, save or pass on pictures of abuse. Call the named officer.',
        hi: 'शोषण की तस्वीर या वीडियो न माँगें, न सहेजें, न आगे भेजें। तय अधिकारी को बुलाएँ।',
        mr: 'शोषणाचे फोटो किंवा व्हिडिओ मागू, साठवू किंवा पुढे पाठवू नका. नेमलेल्या अधिकाऱ्यांना बोलवा.',
      },
    ],
  },
  {
    kind: 'medical',
    names: { en: 'Medical emergency', hi: 'मेडिकल इमरजेंसी', mr: 'वैद्यकीय तातडी' },
    first: {
      en: 'We have read your message. A person is here with you. Call 108 for an ambulance now; if it does not connect, call 112. Where is this? Is the person awake, and are you safe right now?',
      hi: 'हमने आपका संदेश पढ़ लिया है। यह मशीन नहीं है, हम लोग यहीं हैं। एंबुलेंस के लिए तुरंत 108 पर कॉल करें, न लगे तो 112 पर। यह कौन सी जगह है? मरीज़ होश में है, और अभी आप सुरक्षित हैं?',
      mr: 'तुमचा मेसेज आम्ही वाचला आहे. हे मशीन नाही, आम्ही इथेच आहोत. ॲम्ब्युलन्ससाठी लगेच 108 वर कॉल करा, लागला नाही तर 112 वर. ही कोणती जागा आहे? रुग्ण शुद्धीवर आहे का, आणि आत्ता तुम्ही सुरक्षित आहात का?',
      hinglish:
        'Humne aapka message padh liya hai. Ye machine nahi hai, hum log yahin hain. Ambulance ke liye turant 108 par call karein, na lage to 112 par. Ye kaun si jagah hai? Mareez hosh mein hai, aur abhi aap safe hain?',
    },
    checkBack: {
      en: 'We are still here. Has the ambulance reached you? Is everyone safe now? If not, call 108 or 112.',
      hi: 'हम अब भी यहीं हैं। क्या एंबुलेंस पहुँची? अब सब सुरक्षित हैं? नहीं तो 108 या 112 पर कॉल करें।',
      mr: 'आम्ही अजून इथेच आहोत. ॲम्ब्युलन्स पोहोचली का? आता सगळे सुरक्षित आहात का? नसाल तर 108 किंवा 112 वर कॉल करा.',
      hinglish: 'Hum ab bhi yahin hain. Kya ambulance pahunchi? Ab sab safe hain? Nahi to 108 ya 112 par call karein.',
    },
    ask: [
      {
        en: 'Where exactly? A landmark, and the road by which an ambulance can come?',
        hi: 'ठीक-ठीक कहाँ? पास की निशानी क्या है, एंबुलेंस किस रास्ते से आए?',
        mr: 'नेमकं कुठे? जवळची खूण काय, ॲम्ब्युलन्स कोणत्या रस्त्याने येईल?',
      },
      {
        en: 'Awake and breathing? Bleeding a lot? How many people need help?',
        hi: 'होश में हैं, साँस चल रही है? खून ज़्यादा बह रहा है? कितने लोगों को मदद चाहिए?',
        mr: 'शुद्धीवर आहेत, श्वास चालू आहे? रक्त खूप जातंय का? किती जणांना मदत हवी?',
      },
      {
        en: 'Who is with them?',
        hi: 'उनके साथ कौन है?',
        mr: 'त्यांच्यासोबत कोण आहे?',
      },
      {
        en: 'Any danger near: traffic, fire, a live wire, water, somebody attacking?',
        hi: 'पास में कोई खतरा है: गाड़ियाँ, आग, बिजली का तार, पानी, कोई हमलावर?',
        mr: 'जवळ काही धोका आहे का: वाहनं, आग, विजेची तार, पाणी, कोणी हल्ला करतंय?',
      },
      {
        en: 'Which number shall the ambulance call? Is there anyone who should not hear of this?',
        hi: 'एंबुलेंस वाले किस नंबर पर कॉल करें? कोई है जिसे पता नहीं चलना चाहिए?',
        mr: 'ॲम्ब्युलन्सवाल्यांनी कोणत्या नंबरवर कॉल करावा? कोणाला कळू नये असं आहे का?',
      },
    ],
    never: [
      {
        en: 'Do not advise medicine, food or water. Leave that to 108.',
        hi: 'दवा, खाना या पानी देने की सलाह न दें। यह 108 पर छोड़ें।',
        mr: 'औषध, खाणं किंवा पाणी द्यायला सांगू नका. ते 108 वर सोडा.',
      },
      {
        en: 'Do not have an injured person moved, unless fire, traffic or water threatens them.',
        hi: 'घायल को हिलाने को न कहें, जब तक आग, गाड़ी या पानी का खतरा न हो।',
        mr: 'आग, वाहनं किंवा पाण्याचा धोका नसेल तर जखमीला हलवायला सांगू नका.',
      },
      {
        en: 'Do not ask for name, papers or whose fault before help is on its way.',
        hi: 'मदद रवाना होने से पहले नाम, कागज़ या गलती किसकी थी, यह न पूछें।',
        mr: 'मदत निघण्याआधी नाव, कागदपत्रं किंवा चूक कोणाची हे विचारू नका.',
      },
      {
        en: 'Do not take it that somebody else has called. Check with 108 or 112 yourself.',
        hi: 'यह न मान लें कि किसी और ने कॉल कर दिया होगा। 108 या 112 से खुद पता करें।',
        mr: 'दुसऱ्या कोणी कॉल केला असेल असं धरू नका. 108 किंवा 112 कडे स्वतः खात्री करा.',
      },
    ],
  },
  {
    kind: 'other',
    names: { en: 'Other danger to life', hi: 'जान का कोई और खतरा', mr: 'जीवाला इतर धोका' },
    first: {
      en: 'We have read your message. A person is here with you. If anyone may be in danger, call 112 now. If you cannot speak, just write here. Where is this? Are you safe right now?',
      hi: 'हमने आपका संदेश पढ़ लिया है। यह मशीन नहीं है, हम लोग यहीं हैं। किसी की जान को खतरा हो तो तुरंत 112 पर कॉल करें। बोल न सकें तो यहीं लिख दें। यह कहाँ की बात है? अभी आप सुरक्षित हैं?',
      mr: 'तुमचा मेसेज आम्ही वाचला आहे. हे मशीन नाही, आम्ही इथेच आहोत. कोणाच्या जीवाला धोका असेल तर लगेच 112 वर कॉल करा. बोलता येत नसेल तर इथेच लिहा. हे कुठे आहे? आत्ता तुम्ही सुरक्षित आहात का?',
      hinglish:
        'Humne aapka message padh liya hai. Ye machine nahi hai, hum log yahin hain. Kisi ki jaan ko khatra ho to turant 112 par call karein. Bol na saken to yahin likh dein. Ye kahan ki baat hai? Abhi aap safe hain?',
    },
    checkBack: {
      en: 'We are still here. Has help reached you? Are you safe now? If not, call 112 or write to us here.',
      hi: 'हम अब भी यहीं हैं। क्या मदद आप तक पहुँची? अब आप सुरक्षित हैं? नहीं तो 112 पर कॉल करें या यहीं लिखें।',
      mr: 'आम्ही अजून इथेच आहोत. मदत पोहोचली का? आता तुम्ही सुरक्षित आहात का? नसाल तर 112 वर कॉल करा किंवा इथेच लिहा.',
      hinglish:
        'Hum ab bhi yahin hain. Kya madad aap tak pahunchi? Ab aap safe hain? Nahi to 112 par call karein ya yahin likhein.',
    },
    ask: [
      {
        en: 'Where exactly, and what landmark is nearby?',
        hi: 'ठीक-ठीक कहाँ, और पास में कौन सी निशानी है?',
        mr: 'नेमकं कुठे, आणि जवळची खूण कोणती?',
      },
      {
        en: 'Who is with you? How many people are in danger?',
        hi: 'आपके साथ कौन है? कितने लोग खतरे में हैं?',
        mr: 'तुमच्यासोबत कोण आहे? किती जण धोक्यात आहेत?',
      },
      {
        en: 'What is the danger: a weapon, a crowd, fire, water? Is it still going on?',
        hi: 'खतरा किससे है: हथियार, भीड़, आग, पानी? क्या अभी भी चल रहा है?',
        mr: 'धोका कशाचा आहे: हत्यार, जमाव, आग, पाणी? अजून सुरू आहे का?',
      },
      {
        en: 'On which number is it safe to call you?',
        hi: 'किस नंबर पर आपको कॉल करना सुरक्षित है?',
        mr: 'तुम्हाला कोणत्या नंबरवर कॉल करणं सुरक्षित आहे?',
      },
      {
        en: 'Is there anyone who must not know that you wrote to us?',
        hi: 'कोई है जिसे पता नहीं चलना चाहिए कि आपने हमें लिखा?',
        mr: 'तुम्ही आम्हाला लिहिलंय हे कळू नये असं कोणी आहे का?',
      },
    ],
    never: [
      {
        en: 'Do not treat it as a joke or a false alarm before somebody has looked.',
        hi: 'जब तक कोई मौके पर देख न ले, इसे मज़ाक या झूठी खबर न मानें।',
        mr: 'कोणी प्रत्यक्ष पाहिल्याशिवाय याला चेष्टा किंवा खोटी बातमी मानू नका.',
      },
      {
        en: 'Do not promise a time of arrival. Tell only what 112 has told you.',
        hi: 'पहुँचने का समय पक्का न बताएँ। वही कहें जो 112 ने बताया है।',
        mr: 'पोहोचण्याची वेळ कबूल करू नका. 112 ने सांगितलंय तेवढंच सांगा.',
      },
      {
        en: 'Do not write the place or the number in public.',
        hi: 'जगह या फ़ोन नंबर सबके सामने न लिखें।',
        mr: 'जागा किंवा फोन नंबर सार्वजनिक लिहू नका.',
      },
      {
        en: 'Do not stand down before you hear: reached, safe.',
        hi: '"पहुँच गए, सुरक्षित हैं" सुने बिना मामला न छोड़ें।',
        mr: '"पोहोचलो, सुरक्षित" असं कळल्याशिवाय थांबू नका.',
      },
    ],
  },
];

/** The script for a kind of danger. */
export function scriptFor(kind: string): RedLaneScript {
  const found = RED_LANE_SCRIPTS.find((script) => script.kind === kind) ?? RED_LANE_SCRIPTS.at(-1);
  if (found === undefined) throw new Error('there is no script');
  return found;
}

/** Said where the place is known, for correction: never in public. */
const UNDERSTOOD: Texts = {
  en: 'We understood: near {place}.',
  hi: 'जगह हमने समझी: {place} के पास।',
  mr: 'ठिकाण आम्हाला समजलं: {place} जवळ.',
  hinglish: 'Jagah humne samjhi: {place} ke paas.',
};
const SENTENCE = /(?<=[.?।!])\s+/u;

/**
 * The first words of a script. Where the place is known they name it instead of asking: for private messages only, as
 * whoever threatens may read along in public.
 */
export function firstWords({
  script,
  language,
  place,
}: {
  script: RedLaneScript;
  language: keyof Texts;
  /** Its names; null where nobody knows it. */
  place: Names | string | null;
}): string {
  const first = script.first[language];
  const local = (names: Names) => (language === 'hi' ? names.hi : language === 'mr' ? names.mr : null);
  const name = place === null || typeof place === 'string' ? place : (local(place) ?? place.en);
  if (name === null) return first;
  const sentences = first.split(SENTENCE);
  const known = UNDERSTOOD[language].replace('{place}', name);
  return [...sentences.slice(0, -2), known, ...sentences.slice(-1)].join(' ');
}
