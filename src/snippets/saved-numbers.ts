import { type Api, endpointsOf } from '../model/api.ts';

/**
 * True if a saved value is a number or boolean in the example of the answer that it is saved from. A runner keeps the
 * JSON type of what it saves; a snippet is given text.
 */
export function isSavedNumber(api: Api, variable: string): boolean {
  return endpointsOf(api.items).some(({ saves, examples, expectations }) =>
    saves.some((save) => {
      if (save.variable !== variable || save.from.kind !== 'body') return false;
      const { steps } = save.from;
      const bodies = [
        ...examples.map(({ body }) => parsed(body)),
        ...expectations.flatMap((expectation) => (expectation.kind === 'body' ? [expectation.body as unknown] : [])),
      ];
      return bodies.some((body) => ['number', 'boolean'].includes(typeof valueAt(body, steps)));
    }),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function valueAt(value: unknown, steps: readonly (string | number)[]): unknown {
  return steps.reduce<unknown>((found, step) => {
    if (Array.isArray(found) && typeof step === 'number') return found.at(step);
    const isMap = typeof found === 'object' && found !== null && !Array.isArray(found);
    return isMap && typeof step === 'string' && Object.hasOwn(found, step)
      ? (found as Record<string, unknown>)[step]
      : undefined;
  }, value);
}
