import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { Origin } from '../../diagnostics/origin.ts';
import { isJsonNumber } from '../../notation/json/json-number.ts';
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
import { checkClientFiles } from '../check/check-client-files.ts';
import { type ClientFiles, PASSPHRASE } from '../client-files.ts';
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

/** The type of a value. `01234` and `0x1F` are numbers in YAML but not in JSON, so they are strings. */
function typeOf(plain: unknown, spelling: string): VariableType {
  if (typeof plain === 'boolean') return 'boolean';
  const isNumber = typeof plain === 'number' && isJsonNumber(spelling);
  return isNumber ? 'number' : 'string';
}

/** Builds the settings of a map of variables; empty if there is no map. Reports invalid names. */
export function buildSettings(
  map: Located<Record<string, VariableEntry>> | undefined,
  context: BuildContext,
): Setting[] {
  return (map?.entries() ?? []).flatMap(({ key, keyOrigin, value }) => {
    const setting = buildSetting(key, keyOrigin, value as Located<VariableEntry>, context);
    if (key !== PASSPHRASE) return [setting];
    // It may be declared as a secret, which has no effect: every list has it, and no file contains it.
    if (setting.type !== undefined || setting.long?.secret !== true)
      context.report(diagnose('secret-in-list', { name: key }, setting.origin));
    return [];
  });
}

/** Reads the environments of a list, in short and long form. Reports invalid names and a list without environments. */
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
    const client = long && readClientFiles(long);
    if (client) context.report(...checkClientFiles(client));
    const settings = buildSettings(map as Located<Record<string, VariableEntry>> | undefined, context);
    return {
      name,
      settings: long ? settings : settings.filter((setting) => !longFormOnly.includes(setting.name)),
      ...(caFile ? { caFile } : {}),
      ...(client ? { client } : {}),
      protected: long?.get('protected')?.value() === true,
      origin: keyOrigin,
    };
  });
}

/** The files of the client certificate, which are not read yet; undefined if the environment names none. */
function readClientFiles(environment: Located<LongEnvironment>): ClientFiles | undefined {
  const files = (['cert', 'key', 'pfx'] as const).flatMap((kind) => {
    const located = environment.get(`client_${kind}`);
    return located ? [[kind, { path: located.text(), origin: located }] as const] : [];
  });
  return files.length > 0 ? Object.fromEntries(files) : undefined;
}

/** Keys that an environment has only in its long form. */
const longFormOnly = ['protected', 'ca_file', 'client_cert', 'client_key', 'client_pfx'];

/** Reports settings such as `protected` and `ca_file` in the short form, where they would be variables and have no effect. */
function refuseSettings(environment: Located<unknown>, context: BuildContext): void {
  for (const { key, keyOrigin } of environment.entries()) {
    if (longFormOnly.includes(key)) context.report(diagnose('wants-long-form', { key }, keyOrigin));
  }
}

/**
 * Completes the environments: each gets a value for every variable, its own or the default. Secrets are empty. Slashes
 * at the end of base URLs are removed.
 */
export function toEnvironments(
  all: readonly EnvironmentSettings[],
  variables: readonly Variable[],
  slug: string,
): Environment[] {
  return all.map(({ name, settings, caFile, client, protected: isProtected, origin }) => {
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
      ...(client ? { client } : {}),
      protected: isProtected,
      origin,
    };
  });
}
