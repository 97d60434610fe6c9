const cleanUps: (() => unknown)[] = [];

/**
 * Registers a clean-up that runs after the last test of the file. It cannot run after each test, because concurrent
 * tests would remove each other's resources. `afterAll` at the top of a support module does not work either: files of
 * the fast suite share their modules, so that top-level code runs only for the first file.
 */
export function atTheEnd(clear: () => unknown): void {
  cleanUps.push(clear);
}

/** Runs all registered clean-ups, last one first. Throws an `AggregateError` if any of them failed. */
export async function clearUp(): Promise<void> {
  const faults: unknown[] = [];
  for (const clear of cleanUps.splice(0).reverse()) {
    try {
      await clear();
    } catch (error) {
      faults.push(error);
    }
  }
  if (faults.length > 0) throw new AggregateError(faults, 'not everything could be cleared up');
}
