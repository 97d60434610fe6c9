import { diagnose } from '../../../diagnostics/diagnostic.ts';
import { parseDuration } from '../../../notation/duration.ts';
import { parseSize } from '../../../notation/units/size.ts';
import type { RequestEntry, RetryEntry, SettingsEntry } from '../../../schema/endpoint-list.ts';
import type { Located } from '../../../source/located.ts';
import type { Retry, SendSettings } from '../../sending.ts';
import type { BuildContext } from '../build-context.ts';

/** Longest pause between two tries, in milliseconds: a script of the request waits for it. */
const LONGEST_PAUSE = 300_000;

/** How a request is sent. */
export interface Sending {
  readonly retry?: Retry;
  readonly settings?: SendSettings;
}

/**
 * Builds `retry` and `settings` of a request.
 *
 * @param safe whether the request changes no data, so that it may be sent several times
 */
export function buildSending(entry: Located<RequestEntry> | undefined, safe: boolean, context: BuildContext): Sending {
  const retry = entry?.get('retry');
  const settings = entry?.get('settings');
  return {
    ...(retry ? { retry: buildRetry(retry, safe, context) } : {}),
    ...(settings ? { settings: buildSettings(settings, context) } : {}),
  };
}

function buildRetry(retry: Located<RetryEntry>, safe: boolean, context: BuildContext): Retry {
  if (!safe && retry.get('idempotent')?.value() !== true) context.report(diagnose('unsafe-retry', {}, retry));
  const every = retry.get('every');
  const pause = every ? readTime(every, context) : 1000;
  if (every && pause > LONGEST_PAUSE) {
    context.report(diagnose('bad-expectation', { text: every.text(), expected: 'a pause of at most 5m' }, every));
  }
  return { times: retry.get('times')?.value() ?? 1, every: pause };
}

function buildSettings(settings: Located<SettingsEntry>, context: BuildContext): SendSettings {
  const redirects = settings.get('redirects')?.value() ?? 'none';
  const timeout = settings.get('timeout');
  const size = settings.get('max_response');
  const maxResponse = size && parseSize(size.text());
  if (size && maxResponse === undefined) {
    const expected = 'a size such as 500KB or 50MB, up to 100MB';
    context.report(diagnose('bad-expectation', { text: size.text(), expected }, size));
  }
  return {
    ...(redirects === 'none' ? {} : { redirects }),
    ...(settings.get('cookies')?.value() === false ? { cookies: false as const } : {}),
    ...(timeout ? { timeout: readTime(timeout, context) } : {}),
    ...(maxResponse === undefined ? {} : { maxResponse }),
  };
}

/** Returns a duration in milliseconds. Reports one that is not valid, or zero. */
function readTime(located: Located<string>, context: BuildContext): number {
  const milliseconds = parseDuration(located.text());
  if (milliseconds) return milliseconds;
  const args = { text: located.text(), expected: 'a time such as 500ms or 2s' };
  context.report(diagnose('bad-expectation', args, located));
  return 1;
}
