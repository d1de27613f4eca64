import { describe, expect, it } from 'vitest';
import { normalise } from '../language/normalise.rules.ts';
import { cluster, type Comparable } from './cluster.rules.ts';
import { nameLikeness } from './distance.rules.ts';
import { NEAR_COPY_SCORE, pairScore, SUGGEST_SCORE } from './pair.rules.ts';
import { createRetriever } from './retrieve.rules.ts';
import { signatureOf } from './signature.rules.ts';

const score = (a: string, b: string) => pairScore({ a: normalise(a), b: normalise(b) });

describe('comparing two texts', () => {
  it('joins copies across scripts, decoration and retweets', () => {
    expect(
      score(
        'हजरतगंज में दो लड़के मोबाइल छीनकर भागे',
        'RT @x: hazratganj mein do ladke mobile chheenkar bhaage !!! https://t.co/a',
      ),
    ).toBeGreaterThanOrEqual(NEAR_COPY_SCORE);
  });

  it('keeps texts apart that differ in a number', () => {
    expect(score('गाड़ी नंबर 4521 ने टक्कर मारी चौराहे पर', 'गाड़ी नंबर 7788 ने टक्कर मारी चौराहे पर')).toBeLessThan(
      SUGGEST_SCORE,
    );
  });

  it('does not care in which order', () => {
    expect(score('chori hui hai shop me', 'shop me aag lagi')).toBeCloseTo(
      score('shop me aag lagi', 'chori hui hai shop me'),
    );
  });

  it('finds names alike that begin alike', () => {
    expect(nameLikeness('hazratganj', 'hajratganj')).toBeGreaterThan(nameLikeness('hazratganj', 'aliganj'));
  });
});

describe('clustering', () => {
  const message = (id: string, text: string, station: string | null = null): Comparable => {
    const plain = normalise(text);
    const script = /[\u0900-\u097f]/.test(text) ? 'Deva' : 'Latn';
    const signature = signatureOf({ text: plain, at: 0, station, district: null, category: null, script });
    return { id, text: plain, signature, at: null };
  };

  it('groups near copies under the first and leaves the rest alone', () => {
    const groups = cluster([
      message('a', 'कल रात हजरतगंज चौराहे पर दो लड़के महिला की चेन छीनकर भाग गए'),
      message('b', 'गोमतीनगर में तेज आवाज में डीजे बज रहा है'),
      message('c', 'RT @z: कल रात हजरतगंज चौराहे पर दो लड़के महिला की चेन छीनकर भाग गए please act'),
    ]);
    expect(Object.fromEntries(groups)).toEqual({ a: 'a', b: null, c: 'a' });
  });

  it('finds one event in other words and another language', () => {
    const groups = cluster([
      message('a', 'मौरावां चौराहे पर ट्रक ने स्कूल वैन को टक्कर मारी, बच्चे घायल हैं, एंबुलेंस भेजिए', 's1'),
      message('b', 'Truck hit a school van at Mauranwan crossing, children injured, no ambulance', 's1'),
      message('c', 'मौरावां बाजार में बिजली का तार टूटकर दुकान पर गिरा है', 's1'),
    ]);
    expect(Object.fromEntries(groups)).toEqual({ a: 'a', b: 'a', c: null });
  });

  it('takes what is left of a cut retweet for a copy', () => {
    const whole =
      'bijli vibhag ka kahna hai ki transformer kal tak badal jayega tab tak sabhi dukandar generator se kaam chalayen';
    expect(cluster([message('a', whole), message('b', `RT @x: ${whole.slice(0, 58)}…`)]).get('b')).toBe('a');
  });

  it('does not make two texts one because a short one stands in both', () => {
    const slogan = 'हमारे जंगल बचाओ पेड़ मत काटो हरा भरा शहर बचाओ अभी';
    const groups = cluster([
      message('short', slogan),
      message('a', `बच्चों ने आज स्कूल में शपथ ली कि हर घर में एक पौधा लगाया जाएगा ${slogan}`),
      message('b', `नगर निगम ने ढाई हजार पेड़ काटने का आदेश दिया है जनता रोकेगी ${slogan}`),
      message('c', `मेट्रो का डिपो कहीं और भी बन सकता है सरकार क्यों नहीं सुनती ${slogan}`),
    ]);
    expect(groups.get('b') === groups.get('a') && groups.get('c') === groups.get('a')).toBe(false);
    expect(groups.get('c')).toBeNull();
  });

  it('never joins the same words from two stations, or with two number plates', () => {
    const text = 'बाजार में दुकान का ताला तोड़कर चोर सामान और नकदी ले गए';
    expect(cluster([message('a', `${text} 12`, 's1'), message('b', `${text} 12`, 's2')]).get('b')).toBeNull();
    const plate = (number: string): string => `गाड़ी नंबर ${number} ने हाईवे पर बाइक सवार को टक्कर मारी और भाग गई`;
    expect(cluster([message('a', plate('UP32AB1234')), message('b', plate('UP78CD9876'))]).get('b')).toBeNull();
  });
});

it('retrieves a word by its Latin spelling', () => {
  const { ranked, compared } = createRetriever({
    candidates: [
      { id: '1', text: 'उन्नाव' },
      { id: '2', text: 'शिकायत' },
      { id: '3', text: 'चौराहा' },
    ],
  }).rank('chauraha');
  expect(ranked[0]).toBe('3');
  expect(compared).toBeGreaterThan(0);
});
