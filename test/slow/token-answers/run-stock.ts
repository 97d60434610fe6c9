import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The outcome of a run of stock newman. */
export interface StockRun {
  /** The exit code that its command line would have. */
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
 * Runs a collection with stock newman in this process. The exit code follows its command line: 1 after an error or any
 * failure.
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
        messages: run.failures.map(({ error: failure }) => failure.message),
        left: Object.fromEntries(left.values.all().map(({ key, value }) => [key, String(value ?? '')])),
      });
    });
  });
}
