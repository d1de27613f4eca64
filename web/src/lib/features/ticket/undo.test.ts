import { expect, it, vi } from 'vitest';
import { Undo } from './undo.svelte.ts';

function setUp() {
  const undo = new Undo();
  const undone: string[] = [];
  const undoable = (words: string) => ({
    ...{ ticket: words, version: 1, words, until: Date.now() + 10_000 },
    undo: () => Promise.resolve(undone.push(words) > 0),
  });
  return { undo, undone, undoable };
}

it('takes acts back one after another, the latest begun first, whichever was answered first', async () => {
  const { undo, undone, undoable } = setUp();
  const first = undo.begin();
  const second = undo.begin();
  undo.offer(undoable('second'), second);
  undo.offer(undoable('first'), first);
  await undo.run();
  await undo.run();
  await undo.run();
  expect(undone).toEqual(['second', 'first']);
});

it('waits for an act that is on its way', async () => {
  const { undo, undone, undoable } = setUp();
  const turn = undo.begin();
  let answer: () => void = () => undefined;
  undo.follow(new Promise<void>((resolve) => (answer = resolve)).then(() => undo.offer(undoable('late'), turn)));
  const back = undo.run();
  expect(undone).toEqual([]);
  answer();
  await back;
  expect(undone).toEqual(['late']);
});

it('forgets what can no longer be taken back, and keeps what still can', () => {
  const { undo, undoable } = setUp();
  undo.offer({ ...undoable('old'), until: Date.now() - 1 });
  undo.offer(undoable('new'));
  undo.expire();
  expect(undo.last?.words).toBe('new');
});

it('says what was taken back for three seconds, also when the act before it had the same name', async () => {
  vi.useFakeTimers();
  const { undo, undoable } = setUp();
  undo.offer(undoable('Sent'));
  await undo.run();
  vi.advanceTimersByTime(2900);
  undo.offer(undoable('Sent'));
  await undo.run();
  vi.advanceTimersByTime(200);
  expect(undo.undone).toBe('Sent');
  vi.advanceTimersByTime(3000);
  expect(undo.undone).toBeNull();
  vi.useRealTimers();
});

it('does not say that something was taken back when it was refused', async () => {
  const { undo, undoable } = setUp();
  undo.offer({ ...undoable('Sent'), undo: () => Promise.resolve(false) });
  await undo.run();
  expect([undo.undone, undo.failed, undo.last]).toEqual([null, 'Sent', null]);
});
