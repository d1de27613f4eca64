import { DrizzleQueryError } from 'drizzle-orm/errors';
import { expect, it } from 'vitest';
import { describeError, messageOf } from './describe-error.ts';
import { createLog, type LogOptions } from './engines/pino.ts';

function capture(options: LogOptions = {}) {
  const lines: Record<string, unknown>[] = [];
  const destination = { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) };
  return { log: createLog({ ...options, destination }), lines };
}

it('writes one line of JSON: level, time, sentence, fields', () => {
  const { log, lines } = capture({ fields: { role: 'web' } });
  log.info('a page was polled', { account: 'acc_1', posts: 7 });
  log.child({ job: 'job_1' }).warn('again');
  expect(lines[0]).toEqual({
    level: 'info',
    time: expect.any(Number) as number,
    role: 'web',
    msg: 'a page was polled',
    account: 'acc_1',
    posts: 7,
  });
  expect(lines[1]).toMatchObject({ level: 'warn', role: 'web', job: 'job_1', msg: 'again' });
});

it('keeps out what may be personal or secret', () => {
  const { log, lines } = capture();
  log.error('x', { phone: '98…', message: { text: 'मेरा पता', id: 'msg_1' }, token: 't' });
  expect(lines[0]).toMatchObject({
    phone: '[kept out]',
    message: { text: '[kept out]', id: 'msg_1' },
    token: '[kept out]',
  });
});

it('is quiet below its level', () => {
  const { log, lines } = capture({ level: 'error' });
  log.warn('x');
  expect(lines).toEqual([]);
});

it('describes an error with its causes and without the values of the statement', () => {
  const { log, lines } = capture();
  const cause = Object.assign(new Error('UNIQUE constraint failed: message.id'), { code: 'SQLITE_CONSTRAINT' });
  const error = new DrizzleQueryError('insert into message values (?)', ['मेरा पता'], cause);
  log.error('x', { error });
  expect(JSON.stringify(lines)).not.toContain('पता');
  expect(describeError(error)).toMatchObject({
    message: 'Failed query: insert into message values (?)\nparams: …',
    cause: { code: 'SQLITE_CONSTRAINT' },
  });
  expect(messageOf(error)).toContain('UNIQUE constraint failed');
  expect(messageOf('plain')).toBe('plain');
});
