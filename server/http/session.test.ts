import { describe, expect, it } from 'vitest';
import { isProxy } from './session.ts';

describe('whose word on the caller’s address is taken', () => {
  it('believes this machine, a private network only behind https, and nobody else', () => {
    const plain = { publicUrl: null };
    const https = { publicUrl: 'https://desk.example' };
    for (const own of ['127.0.0.1', '::1', '::ffff:127.0.0.1'])
      expect([own, isProxy(own, plain), isProxy(own, https)]).toEqual([own, true, true]);
    for (const near of ['10.1.2.3', '192.168.1.9', '::ffff:172.16.0.1'])
      expect([near, isProxy(near, plain), isProxy(near, https)]).toEqual([near, false, true]);
    for (const far of ['203.0.113.7', '2001:db8::1', ''])
      expect([far, isProxy(far, plain), isProxy(far, https)]).toEqual([far, false, false]);
  });
});
