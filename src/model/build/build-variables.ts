import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { Origin } from '../../diagnostics/origin.ts';
import { isJsonNumber } from '../../notation/json-number.ts';
import { isVariableName } from '../../notation/references.ts';
import type {
  EndpointList,
  EnvironmentEntry,
  LongEnvironment,
  LongVariable,
  VariableEntry,
} from '../../schema/endpoint-list.ts';
import type { Located } from '../../source/located.ts';
import type { Environment, Variable, VariableType } from '../api.ts';
import { stableId } from '../ids.ts';
import type { EnvironmentSettings, Setting } from '../settings.ts';
import type { BuildContext } from './build-context.ts';

function buildSetting(name: string, keyOrigin: Origin, value: Located<VariableEntry>, context: BuildContext): Setting {
  if (!isVariableName(name)) context.report(diagnose('bad-variable-name', { name }, keyOrigin));
  const long = value.is('mapping') ? (value.value() as LongVariable) : undefined;
  const located = long ? value.as<LongVariable>().get('value') : value;
  const plain = located?.value() as unknown;
  const type = plain === null || plain === undefined ? undefined : typeOf(plain, located?.text() ?? '');
  const text = located && type !== undefined ? context.text(located) : '';
  return { name, value: text, type, long, keyOrigin, origin: located ?? value };
}

/** The type of a value. `01234` and `0x1F` are no numbers of JSON: they stay the text that they are. */
function typeOf(plain: unknown, spelling: string): VariableType {
  if (typeof plain === 'boolean') return 'boolean';
  const isNumber = typeof plain === 'number' && isJsonNumber(spelling);
  return isNumber ? 'number' : 'string';
}

/** The settings of a map of variables. */
export function buildSettings(
  map: Located<Record<string, VariableEntry>> | undefined,
  context: BuildContext,
): Setting[] {
  return (map?.entries() ?? []).map(({ key, keyOrigin, value }) =>
    buildSetting(key, keyOrigin, value as Located<VariableEntry>, context),
  );
}

/** The environments of a list, short and long form. */
export function readEnvironments(list: Located<EndpointList>, context: BuildContext): EnvironmentSettings[] {
  const entries = list.get('environments')?.entries() ?? [];
  if (entries.length === 0) context.report(diagnose('no-environments', {}, list.keyOrigin('environments')));
  return entries.map(({ key: name, keyOrigin, value }) => {
    if (!/^[A-Za-z0-9][\w-]{0,63}$/.test(name)) {
      context.report(diagnose('bad-environment-name', { name }, keyOrigin));
    }
    const long = value.has('variables') ? (value as Located<unknown>).as<LongEnvironment>() : undefined;
    if (!long) refuseSettings(value, context);
    const map = long ? long.get('variables') : (value as Located<EnvironmentEntry>).as<Record<string, VariableEntry>>();
    const caFile = long?.get('ca_file')?.text();
    const settings = buildSettings(map as Located<Record<string, VariableEntry>> | undefined, context);
    return {
      name,
      settings: long ? settings : settings.filter((one) => !ofLongForm.includes(one.name)),
      ...(caFile ? { caFile } : {}),
      protected: long?.get('protected')?.value() === true,
      origin: keyOrigin,
    };
  });
}

const ofLongForm = ['protected', 'ca_file'];

/** In the short form all keys are variables: what protects an environment would protect nothing there. */
function refuseSettings(environment: Located<unknown>, context: BuildContext): void {
  for (const { key, keyOrigin } of environment.entries()) {
    if (ofLongForm.includes(key)) context.report(diagnose('wants-long-form', { key }, keyOrigin));
  }
}

/** Gives every environment a value for every variable: its own, else the variable's, else none. */
export function toEnvironments(
  all: readonly EnvironmentSettings[],
  variables: readonly Variable[],
  slug: string,
): Environment[] {
  return all.map(({ name, settings, caFile, protected: isProtected, origin }) => {
    const own = new Map(settings.map((setting) => [setting.name, setting.value]));
    const values = new Map(
      variables.map((variable) => {
        const value = variable.secret ? '' : (own.get(variable.name) ?? variable.value);
        return [variable.name, variable.name.endsWith('base_url') ? value.replace(/\/+$/, '') : value];
      }),
    );
    return {
      name,
      id: stableId(slug, 'environment', name),
      values,
      ...(caFile ? { caFile } : {}),
      protected: isProtected,
      origin,
    };
  });
}
