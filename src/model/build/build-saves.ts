import { diagnose } from '../../diagnostics/diagnostic.ts';
import { isToken } from '../../notation/http-token.ts';
import { parsePath } from '../../notation/json-path.ts';
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
    const ofSignIn = context.input.identities.flatMap(({ signIn, variables }) => [
      ...(signIn ? producedBy(signIn) : []),
      ...variables.map(({ name }) => name),
    ]);
    if (variable === 'base_url' || ofSignIn.includes(variable)) {
      context.report(diagnose('reserved-variable', { name: variable }, keyOrigin));
    }
    const long = value.is('mapping') ? value.as<LongSave>() : undefined;
    const secret = long?.get('secret')?.value() === true;
    const from = long?.has('header') ? fromHeader(long, context) : fromBody(long?.get('path') ?? value, context);
    const before = context.saved.get(variable);
    const inBody = from?.kind === 'body' || before?.inBody === true;
    const by = [...(before?.by ?? []), request];
    context.saved.set(variable, { ...(before ?? { origin: keyOrigin, secret }), inBody, by });
    return from ? [{ variable, secret, from, origin: keyOrigin }] : [];
  });
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
  if (match) {
    try {
      new RegExp(match.text());
    } catch (error) {
      const reason = (error as Error).message.replace(/^.*: /, '');
      context.report(diagnose('bad-pattern', { text: match.text(), reason }, match));
      return undefined;
    }
  }
  const header = long.get('header');
  const name = header?.text() ?? '';
  if (!isToken(name)) context.report(diagnose('bad-header-name', { name }, header ?? long));
  const keeps = long.get('decode')?.value() === false;
  return { kind: 'header', name, ...(match ? { match: match.text() } : {}), ...(keeps ? { decode: false } : {}) };
}
