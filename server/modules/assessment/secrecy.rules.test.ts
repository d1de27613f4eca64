import { describe, expect, it } from 'vitest';
import { normalise } from '../language/normalise.rules.ts';
import { asksToStayUnknown } from './secrecy.rules.ts';
import { runStages } from '../inbound/stages.ts';
import { createGazetteer } from '../geography/gazetteer.rules.ts';
import { starterModel } from './starter.ts';

const context = { model: starterModel(), gazetteer: createGazetteer([]) };
const asks = (text: string): boolean => runStages({ input: { id: 'm', text }, context }).asksSecrecy;

describe('a wish to stay unknown', () => {
  it.each([
    'गली नंबर 4 में रात को स्मैक बिकती है। मेरा नाम मत लेना, वे लोग मार देंगे',
    'कृपया मेरा नाम गुप्त रखें',
    'मुखबिर का नाम गुप्त रखा जाए',
    'pehchan gupt rakhiyega sir',
    'मेरी पहचान उजागर न करें साहब',
    'sir wahan juaa chalta hai, mera naam mat lena please',
    'mera naam samne na aaye, pehchan gupt rakhna',
    'Drugs are sold behind the school. Please keep my name secret.',
    'I want to remain anonymous. Don’t disclose my identity to anyone',
    'त्या दुकानात दारू विकतात. माझं नाव सांगू नका',
    'कृपया माझे नाव गुप्त ठेवा',
  ])('is read: %s', (text) => expect(asks(text)).toBe(true));

  it.each([
    'मेरा नाम राजेश है, मेरा मोबाइल चोरी हो गया',
    'mera naam Amit hai aur meri bike chori ho gayi',
    'My name is Asha and my purse was stolen',
    'An anonymous caller threatened my brother',
    'आरोपी का नाम एफआईआर में नहीं लिखा',
    'माझे नाव सुनील, माझी गाडी चोरीला गेली',
    'चोर की पहचान हो गई है',
  ])('is not heard where nobody asks: %s', (text) => expect(asks(text)).toBe(false));

  it('is found in the folded words of any script', () => {
    expect(asksToStayUnknown(normalise('MERA NAAM MAT BATANA').fold.split(' '))).toBe(true);
  });
});
