import type { Endpoint, Example } from '../../model/api.ts';
import type { Expectation } from '../../model/expectation.ts';

const of = <K extends Expectation['kind']>(expectations: readonly Expectation[], kind: K) =>
  expectations.filter((expectation): expectation is Extract<Expectation, { kind: K }> => expectation.kind === kind);

/**
 * Returns the example that a request without examples has: the answer that it expects. Undefined if it expects only a
 * status of 2xx, which says nothing.
 */
export function expectedExample({
  expectations,
  method,
}: Pick<Endpoint, 'expectations' | 'method'>): Example | undefined {
  const [range] = of(expectations, 'status').flatMap(({ ranges }) => ranges);
  const headers = of(expectations, 'header').flatMap(({ name, value }) =>
    typeof value === 'string' ? [{ key: name, value, disabled: false }] : [],
  );
  const [json] = of(expectations, 'body');
  const [text] = of(expectations, 'text');
  const isClass = range === undefined || range.to - range.from === 99;
  if (isClass && headers.length === 0 && !json && !text) return undefined;
  const hasBody = method !== 'HEAD' && range?.from !== 204 && range?.from !== 304;
  return {
    name: 'Expected',
    status: range?.from ?? 200,
    headers,
    body: !hasBody ? '' : json ? JSON.stringify(json.body, null, 2) : (text?.text ?? ''),
    language: json ? 'json' : 'text',
  };
}
