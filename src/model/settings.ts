import type { Origin } from '../diagnostics/origin.ts';
import type { LongVariable } from '../schema/endpoint-list.ts';
import type { VariableType } from './api.ts';

/** One value as a list writes it, under `variables` or in an environment. */
export interface Setting {
  readonly name: string;
  readonly value: string;
  /** Undefined when no value is written. */
  readonly type: VariableType | undefined;
  /** The long form, where the list uses it. */
  readonly long: LongVariable | undefined;
  readonly keyOrigin: Origin;
  readonly origin: Origin;
}

/** The environment of a list before its values are known for every variable. */
export interface EnvironmentSettings {
  readonly name: string;
  readonly settings: readonly Setting[];
  readonly caFile?: string;
  readonly protected: boolean;
  readonly origin: Origin;
}

/** All values that a list writes. */
export interface Settings {
  /** Those under `variables`. */
  readonly listed: readonly Setting[];
  readonly environments: readonly EnvironmentSettings[];
}

/** The settings of a list and of all its environments, in the order of the file. */
export function allSettings({ listed, environments }: Settings): Setting[] {
  return [...listed, ...environments.flatMap((environment) => environment.settings)];
}
