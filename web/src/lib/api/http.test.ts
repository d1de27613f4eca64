import { describe, expect, it } from 'vitest';
import { ApiError, failureOf, query, request } from './http.ts';
import { isForeignForm } from './server.ts';

const answering = (response: Response | Error) => (): Promise<Response> =>
  response instanceof Error ? Promise.reject(response) : Promise.resolve(response);

describe('request', () => {
  it('gives the body of a success', async () => {
    expect(await request({ fetch: answering(Response.json({ a: 1 })), path: '/' })).toEqual({ a: 1 });
  });

  it('throws what the server refused, with fields and detail', async () => {
    const error = { code: 'tickets.version_conflict', message: 'Changed.', detail: { version: 4 } };
    const call = request({ fetch: answering(Response.json({ error }, { status: 409 })), path: '/' });
    await expect(call).rejects.toMatchObject({
      failure: { status: 409, code: error.code, message: 'Changed.', detail: { version: 4 } },
    });
  });

  it('tells a network that is away from a refusal', async () => {
    const call = request({ fetch: answering(new TypeError('fetch failed')), path: '/' });
    await expect(call).rejects.toBeInstanceOf(ApiError);
    await expect(call).rejects.toMatchObject({ failure: { status: 0, code: 'network' } });
  });

  it('reads other error bodies as well', () => {
    expect(failureOf({ status: 401, body: { code: 'INVALID', message: 'no' } }).code).toBe('INVALID');
    expect(failureOf({ status: 502, body: null }).code).toBe('http.502');
  });

  it('writes only what is set into the address', () => {
    expect(query({ a: 1, b: null, c: undefined, d: '', e: 'x y' })).toBe('?a=1&e=x+y');
    expect(query({})).toBe('');
  });
});

describe('isForeignForm', () => {
  const form = (headers: Record<string, string>, method = 'POST') =>
    new Request('https://localhost:3000/sign-in', {
      method,
      headers: { 'content-type': 'application/x-www-form-urlencoded', host: 'localhost:3000', ...headers },
      body: method === 'POST' ? 'a=1' : undefined,
    });

  it('takes forms of the same host, whatever the scheme in front', () => {
    expect(isForeignForm(form({ origin: 'http://localhost:3000' }))).toBe(false);
    expect(isForeignForm(form({ origin: 'https://localhost:3000' }))).toBe(false);
  });

  it('refuses forms of other hosts, of other ports, and of nobody', () => {
    expect(isForeignForm(form({ origin: 'http://evil.example' }))).toBe(true);
    expect(isForeignForm(form({ origin: 'http://localhost:3001' }))).toBe(true);
    expect(isForeignForm(form({ origin: 'null' }))).toBe(true);
    expect(isForeignForm(form({}))).toBe(true);
  });

  it('lets reading and JSON through: the API has its own check', () => {
    expect(isForeignForm(form({}, 'GET'))).toBe(false);
    expect(
      isForeignForm(new Request('https://a.b/', { method: 'POST', headers: { 'content-type': 'application/json' } })),
    ).toBe(false);
  });
});
