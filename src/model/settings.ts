import type { Origin } from '../diagnostics/origin.ts';
import type { LongVariable } from '../schema/endpoint-list.ts';
import type { VariableType } from './api.ts';
import type { ClientFiles } from './client-files.ts';

/** The value of one variable in the list, under `variables` or in an environment. */
export interface Setting {
  readonly name: string;
  readonly value: string;
  /** Undefined if it has no value. */
  readonly type: VariableType | undefined;
  /** The long form; undefined for the short form. */
  readonly long: LongVariable | undefined;
  /** Place of the name. */
  readonly keyOrigin: Origin;
  /** Place of the value. */
  readonly origin: Origin;
}

/** An environment with only the values that the list writes in it. `Environment` has a value for every variable. */
export interface EnvironmentSettings {
  readonly name: string;
  readonly settings: readonly Setting[];
  /** Certificate file for `run`, relative to the list. */
  readonly caFile?: string;
  readonly client?: ClientFiles;
  readonly protected: boolean;
  readonly origin: Origin;
}

/** All values of variables in a list. */
export interface Settings {
  /** Values under `variables`. */
  readonly listed: readonly Setting[];
  readonly environments: readonly EnvironmentSettings[];
}

/** Returns the settings under `variables` and then those of all environments. */
export function allSettings({ listed, environments }: Settings): Setting[] {
  return [...listed, ...environments.flatMap((environment) => environment.settings)];
}
