import { diagnose } from '../../diagnostics/diagnostic.ts';
import { isToken } from '../../notation/http-token.ts';
import { parsePath } from '../../notation/json/json-path.ts';
import { isVariableName } from '../../notation/references.ts';
import type { LongSave, SaveEntry } from '../../schema/endpoint-list.ts';
import type { Located } from '../../source/located.ts';
import type { Save } from '../api.ts';
import { producedBy } from '../identities.ts';
import type { BuildContext } from './build-context.ts';

/**
 * Builds the values that a request saves. Later requests may use their variables.
 *
 * @param request its name
 */
export function buildSaves(
  save: Located<Record<string, SaveEntry>> | undefined,
  request: string,
  context: BuildContext,
): Save[] {
  return (save?.entries() ?? []).flatMap(({ key: variable, keyOrigin, value }) => {
    if (!isVariableName(variable)) {
      context.report(diagnose('bad-variable-name', { name: variable }, keyOrigin));
      return [];
    }
    if (isReserved(variable, context)) context.report(diagnose('reserved-variable', { name: variable }, keyOrigin));
    const long = value.is('mapping') ? value.as<LongSave>() : undefined;
    const secret = long?.get('secret')?.value() === true;
    const from = long ? fromLong(long, context) : fromBody(value, context);
    const before = context.saved.get(variable);
    const inBody = from?.kind === 'body' || before?.inBody === true;
    const by = [...(before?.by ?? []), request];
    context.saved.set(variable, { ...(before ?? { origin: keyOrigin, secret }), inBody, by });
    return from ? [{ variable, secret, from, origin: keyOrigin }] : [];
  });
}

/** True for a variable that no request may make: it says where requests are sent, or who signs in. */
export function isReserved(variable: string, { input }: BuildContext): boolean {
  return (
    variable === 'base_url' ||
    input.identities.some(
      ({ signIn, variables }) =>
        (signIn && producedBy(signIn).includes(variable)) || variables.some(({ name }) => name === variable),
    )
  );
}

function fromLong(long: Located<LongSave>, context: BuildContext): Save['from'] | undefined {
  if (long.has('header')) return fromHeader(long, context);
  const match = long.get('match');
  if (!match) return fromBody(long.get('path') ?? long, context);
  return isPattern(match, context) ? { kind: 'text', match: match.text() } : undefined;
}

function fromBody(located: Located<unknown>, context: BuildContext): Save['from'] | undefined {
  const path = located.text();
  const parsed = parsePath(path);
  if ('steps' in parsed) return { kind: 'body', path, steps: parsed.steps };
  context.report(diagnose('bad-path', { text: path, reason: parsed.fault }, located));
  return undefined;
}

function fromHeader(long: Located<LongSave>, context: BuildContext): Save['from'] | undefined {
  const match = long.get('match');
  if (match && !isPattern(match, context)) return undefined;
  const header = long.get('header');
  const name = header?.text() ?? '';
  if (!isToken(name)) context.report(diagnose('bad-header-name', { name }, header ?? long));
  const keeps = long.get('decode')?.value() === false;
  return { kind: 'header', name, ...(match ? { match: match.text() } : {}), ...(keeps ? { decode: false } : {}) };
}

/** True for a regular expression of JavaScript. Reports any other text. */
function isPattern(match: Located<string>, context: BuildContext): boolean {
  try {
    new RegExp(match.text());
    return true;
  } catch (error) {
    const reason = (error as Error).message.replace(/^.*: /, '');
    context.report(diagnose('bad-pattern', { text: match.text(), reason }, match));
    return false;
  }
}
