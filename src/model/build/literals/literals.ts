/** `literal_braces` of an entry: its names hold while the entry is built. */

import { diagnose } from '../../../diagnostics/diagnostic.ts';
import { findReferences } from '../../../notation/references.ts';
import type { Located } from '../../../source/located.ts';
import type { Endpoint } from '../../api.ts';
import { nameOf } from '../../literal-braces.ts';
import type { BuildContext } from '../build-context.ts';

/** Why a name cannot be literal; undefined if it can. */
function faultOf(name: string): string | undefined {
  if (name.trim() === '') return 'it is empty';
  if (/[{}]/.test(name)) return 'it contains a brace';
  return name.trim().startsWith('$') ? 'Postman generates the values of names with "$"' : undefined;
}

/** Starts an entry: the braces of these names are text until {@link endLiterals}. Reports names that cannot be text. */
export function beginLiterals(names: Located<string[]> | undefined, context: BuildContext): void {
  context.named.clear();
  const literal = new Set<string>();
  for (const item of names?.items() ?? []) {
    const name = item.text().trim();
    const reason = faultOf(name) ?? (literal.has(name) ? 'it is there twice' : undefined);
    if (reason) context.report(diagnose('literal-name', { name, reason }, item));
    else literal.add(name);
  }
  context.literal = literal;
}

/** Ends an entry. Reports names that it does not contain. */
export function endLiterals(names: Located<string[]> | undefined, context: BuildContext): void {
  const { literal, named } = context;
  context.literal = new Set();
  const reported = new Set<string>();
  for (const item of names?.items() ?? []) {
    const name = item.text().trim();
    if (!literal.has(name) || reported.has(name)) continue;
    reported.add(name);
    context.literals.push({ name, origin: item });
    if (!named.has(name)) context.report(diagnose('unused-literal', { name, known: [...named] }, item));
  }
}

/** Returns the literal names that a request contains where a runner would replace them: in text, forms and headers. */
export function leftLiterals({ headers, body }: Pick<Endpoint, 'headers' | 'body'>, context: BuildContext): string[] {
  if (context.literal.size === 0) return [];
  const fields = body?.mode === 'urlencoded' || body?.mode === 'formdata' ? body.fields : [];
  const texts = [...headers, ...fields].flatMap(({ key, value, disabled }) => (disabled ? [] : [key, value ?? '']));
  if (body?.mode === 'raw') texts.push(body.text);
  if (body?.mode === 'graphql') texts.push(body.query);
  const left = texts.flatMap(findReferences).map(nameOf);
  return [...new Set(left)].filter((name) => context.literal.has(name));
}
