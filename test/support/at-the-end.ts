const left: (() => unknown)[] = [];

/**
 * Has something done when all tests of the file are over: not after each test, because tests that run at the same time
 * could not tell whose it is. `afterAll` would not do: files of the fast suite share their modules, so that what
 * stands at the top of one is carried out only once.
 */
export function atTheEnd(clear: () => unknown): void {
  left.push(clear);
}

/** Does all of it, the last first. */
export async function clearUp(): Promise<void> {
  const faults: unknown[] = [];
  for (const clear of left.splice(0).reverse()) {
    try {
      await clear();
    } catch (error) {
      faults.push(error);
    }
  }
  if (faults.length > 0) throw new AggregateError(faults, 'not everything could be cleared up');
}
