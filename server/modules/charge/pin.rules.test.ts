import { describe, expect, it } from 'vitest';
import { isGoodPin, sealPin } from './pin.rules.ts';

describe('a PIN', () => {
  it.each(['482915', '019283', '900017'])('may be %s', (pin) => expect(isGoodPin(pin)).toBe(true));
  it.each(['', '12345', '1234567', '123456', '987654', '000000', '121212', '48291a', '४८२९१५', ' 482915'])(
    'may not be "%s"',
    (pin) => expect(isGoodPin(pin)).toBe(false),
  );
  it('is sealed by key, device and itself', () => {
    const base = { key: 'k', device: 'd', pin: '482915' };
    const seals = [base, { ...base, key: 'x' }, { ...base, device: 'x' }, { ...base, pin: '482916' }].map(sealPin);
    expect(new Set(seals).size).toBe(4);
    expect(sealPin(base)).toBe(seals[0]);
  });
});
