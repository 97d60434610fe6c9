import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** What came of a run of stock newman. */
export interface StockRun {
  /** What its command line ends with. */
  readonly exit: number;
  readonly messages: readonly string[];
  readonly left: Readonly<Record<string, string>>;
}

interface Summary {
  readonly environment: { readonly values: { all(): readonly { key: string; value: unknown }[] } };
  readonly run: { readonly error?: unknown; readonly failures: readonly { error: { message: string } }[] };
}
type Newman = {
  run(options: Record<string, unknown>, done: (error: Error | null, summary: Summary) => void): void;
};

/**
 * Runs a collection with the newman that users install, in this process. It judges as its command line does: an error,
 * or any failure, ends with 1.
 *
 * @param program the path of its command line
 */
export function runStock(
  program: string,
  collection: object,
  environment: object,
  options: Readonly<Record<string, unknown>>,
): Promise<StockRun> {
  const beside = createRequire(join(dirname(dirname(program)), 'package.json'));
  const newman = beside('newman') as Newman;
  return new Promise((resolve, reject) => {
    newman.run({ collection, environment, reporters: [], ...options }, (error, summary) => {
      if (error) {
        reject(error);
        return;
      }
      const { run, environment: left } = summary;
      resolve({
        exit: run.error || run.failures.length > 0 ? 1 : 0,
        messages: run.failures.map((one) => one.error.message),
        left: Object.fromEntries(left.values.all().map(({ key, value }) => [key, String(value ?? '')])),
      });
    });
  });
}
