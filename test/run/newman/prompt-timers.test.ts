import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { promptTimers } from '../../../src/run/newman/prompt-timers.ts';

/** The timers of an object whose timers are changed. */
function changed() {
  const target = { setTimeout, clearTimeout };
  promptTimers(target as never);
  return target;
}

test.each<[title: string, delay: number | undefined]>([
  ['a delay of 0', 0],
  ['no delay', undefined],
])('with %s, a timer runs in the next turn, with its values', async (_, delay) => {
  const order: string[] = [];
  const timers = changed();
  await new Promise<void>((resolve) => {
    setTimeout(() => resolve(), 20);
    timers.setTimeout((text: string) => order.push(text), delay, 'prompt');
    setImmediate(() => order.push('immediate'));
    order.push('now');
  });
  expect(order).toEqual(['now', 'prompt', 'immediate']);
});

test('a timer with a delay keeps it', async () => {
  const start = performance.now();
  await new Promise<void>((resolve) => changed().setTimeout(resolve, 30));
  expect(performance.now() - start).toBeGreaterThan(25);
});

test.each([0, 10])('a timer with a delay of %d can be cleared', async (delay) => {
  const timers = changed();
  let ran = false;
  timers.clearTimeout(
    timers.setTimeout(() => {
      ran = true;
    }, delay),
  );
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(ran).toBe(false);
});

test.each([undefined, null])('clearing %s does nothing, as in Node', (nothing) => {
  expect(() => changed().clearTimeout(nothing as never)).not.toThrow();
});

test('util.promisify knows the timer', async () => {
  expect(await promisify(changed().setTimeout)(1, 'done')).toBe('done');
});
