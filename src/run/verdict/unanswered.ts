import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import type { Endpoint } from '../../model/api.ts';
import { referenceNames } from '../../notation/references.ts';
import type { Heard } from '../collector.ts';
import { HEADER, NOT_IN_HEADERS, networkReason } from '../network-reason.ts';

/** Returns the error of a request without an answer. */
export function unanswered(
  endpoint: Endpoint,
  request: string,
  { host, error }: NonNullable<Heard['error']>,
): Diagnostic {
  const empty = referenceNames(host).map((name) => `{{${name}}}`);
  const reason =
    empty.length > 0
      ? `${empty.join(' and ')} ${empty.length > 1 ? 'have' : 'has'} no value in this run`
      : error.code === HEADER
        ? whyUnsent(endpoint, error.message)
        : networkReason(error);
  return diagnose('request-failed', { request, host, reason }, endpoint.origin);
}

/** Why a request with a header that cannot be sent was not sent. The value of one of its variables came during the run. */
function whyUnsent({ headers }: Endpoint, name: string): string {
  const text = headers.find(({ key }) => key.toLowerCase() === name.toLowerCase())?.value ?? '';
  const from = referenceNames(text).map((variable) => `{{${variable}}}`);
  const what = from.length > 0 ? `the value of ${from.join(' or ')} in its header ${name}` : `its header ${name}`;
  return `it was not sent: ${what} has ${NOT_IN_HEADERS}`;
}
