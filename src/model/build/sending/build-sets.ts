import { diagnose } from '../../../diagnostics/diagnostic.ts';
import { isJsonNumber } from '../../../notation/json/json-number.ts';
import { isVariableName } from '../../../notation/references.ts';
import type { RequestEntry } from '../../../schema/endpoint-list.ts';
import type { Located } from '../../../source/located.ts';
import type { VariableType } from '../../api.ts';
import type { Assignment } from '../../sending.ts';
import type { BuildContext } from '../build-context.ts';
import { isReserved } from '../build-saves.ts';

/**
 * Builds the variables that a request sets before it is sent. It and later requests may use them.
 *
 * @param request its name
 */
export function buildSets(
  set: Located<NonNullable<RequestEntry['set']>> | undefined,
  request: string,
  context: BuildContext,
): Assignment[] {
  return (set?.entries() ?? []).flatMap(({ key: variable, keyOrigin, value: located }) => {
    if (!isVariableName(variable)) {
      context.report(diagnose('bad-variable-name', { name: variable }, keyOrigin));
      return [];
    }
    if (isReserved(variable, context)) context.report(diagnose('reserved-variable', { name: variable }, keyOrigin));
    const value = context.text(located);
    checkType(variable, value, located, context);
    const before = context.saved.get(variable);
    const made = before ?? { origin: keyOrigin, secret: false, inBody: false, by: [] };
    const literal = made.literal ?? (value === '' || value.includes('{{') ? undefined : located);
    const by = [...made.by, request];
    context.saved.set(variable, { ...made, isSet: true, by, ...(literal ? { literal } : {}) });
    return [{ variable, value, origin: keyOrigin }];
  });
}

/** Dynamic variables with values of a type. */
const dynamicTypes: Readonly<Record<string, VariableType>> = {
  $timestamp: 'number',
  $randomInt: 'number',
  $randomBoolean: 'boolean',
};

/** Reports a value that is not certainly of the type that the list declares: in JSON, it would be sent without quotes. */
function checkType(name: string, value: string, located: Located<unknown>, context: BuildContext): void {
  const type = context.types.get(name);
  if (type === undefined || type === 'string' || value === '') return;
  const alone = /^\{\{([^{}]+)\}\}$/.exec(value)?.[1];
  const found = alone === undefined ? undefined : (dynamicTypes[alone] ?? context.types.get(alone));
  const fits = type === 'number' ? isJsonNumber(value) : /^(?:true|false)$/.test(value);
  if (!fits && found !== type)
    context.report(diagnose('variable-type', { name, expected: type, found: 'string' }, located));
}
