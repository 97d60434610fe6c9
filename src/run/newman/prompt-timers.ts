/**
 * Makes timers without a delay run in the next turn of the event loop. Node rounds their delay up to a millisecond, and
 * postman-runtime starts seven of them for each request, so half of a run against a fast server was spent waiting.
 * Timers with a delay stay as they are. Scripts are not affected: their timers are those of the sandbox's own thread.
 *
 * @param target the object with the timers; default: the global one
 */
export function promptTimers(target: Pick<typeof globalThis, 'setTimeout' | 'clearTimeout'> = globalThis): void {
  const { setTimeout, clearTimeout } = target;
  const start = (callback: (...values: unknown[]) => void, delay?: number, ...values: unknown[]) =>
    delay === undefined || delay === 0 ? setImmediate(callback, ...values) : setTimeout(callback, delay, ...values);
  // Whoever holds one of these timers does not know its kind.
  const clear = (timer: Parameters<typeof clearTimeout>[0] | NodeJS.Immediate) => {
    if (timer instanceof Immediate) clearImmediate(timer);
    else clearTimeout(timer as NodeJS.Timeout);
  };
  Object.assign(target, {
    // util.promisify reads a symbol of the function.
    setTimeout: Object.assign(start, setTimeout),
    clearTimeout: clear,
  });
}

const first = setImmediate(() => undefined);
clearImmediate(first);
const Immediate = first.constructor as new () => NodeJS.Immediate;
