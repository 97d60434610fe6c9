import type { Api, Endpoint, Save } from '../../model/api.ts';
import { assertionName, type Expectation, formatRanges, type Json } from '../../model/expectation.ts';
import { fillScript, type ScriptTexts } from './fill-script.ts';

/** One script text for each expectation and each save of an endpoint, then the user's own. */
export function toTests(endpoint: Endpoint, api: Api, scripts: ScriptTexts): string[] {
  return [
    ...endpoint.expectations.map((expectation) => toTest(expectation, api, scripts)),
    ...endpoint.saves.map((save) => toSave(save, scripts)),
    ...(endpoint.after ? [endpoint.after.trimEnd()] : []),
  ];
}

function toTest(expectation: Expectation, api: Api, scripts: ScriptTexts): string {
  const NAME = assertionName(expectation);
  const fill = (name: string, values: Readonly<Record<string, Json>>) => fillScript(scripts, name, { NAME, ...values });
  switch (expectation.kind) {
    case 'status': {
      const { ranges } = expectation;
      return fill('expect-status', {
        RANGES: ranges.map(({ from, to }) => [from, to]),
        EXPECTED: formatRanges(ranges),
      });
    }
    case 'header':
      return fill('expect-header', { HEADER: expectation.name, EXPECTED: expectation.value });
    case 'body':
      return fill('expect-body', { EXPECTED: expectation.body, TYPED: typedIn(expectation.body, api) });
    case 'text':
      return fill('expect-text', { EXPECTED: expectation.text });
    case 'schema':
      return fill('expect-schema', { SCHEMA: expectation.schema });
    case 'time':
      return fill('expect-time', { LIMIT: expectation.milliseconds });
  }
}

/** Variables of type number or boolean that a JSON value names: they are compared as such. */
function typedIn(json: Json, api: Api): string[] {
  const text = JSON.stringify(json);
  return api.variables
    .filter(({ name, type }) => type !== 'string' && text.includes(`"{{${name}}}"`))
    .map(({ name }) => name);
}

function toSave({ assertion, variable, from }: Save, scripts: ScriptTexts): string {
  const values = { NAME: assertion, VARIABLE: variable };
  return from.kind === 'body'
    ? fillScript(scripts, 'save-body', { ...values, STEPS: from.steps, PATH: from.path })
    : fillScript(scripts, 'save-header', { ...values, HEADER: from.name, PATTERN: from.match ?? null });
}
