import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { Api } from '../model/api.ts';
import { secretKeys } from './secret-keys.ts';

/** Secrets that would be read from one variable of the process environment: one user would get the other's password. */
export function checkKeys(api: Api): Diagnostic[] {
  const owners = new Map<string, { variable: string; environment: string }>();
  const told = new Set<number>();
  const diagnostics: Diagnostic[] = [];
  for (const environment of api.environments.map((one) => one.name)) {
    for (const variable of api.variables) {
      if (!variable.secret || variable.produced || told.has(variable.origin.start)) continue;
      for (const key of secretKeys(api, environment, variable.name)) {
        const owner = owners.get(key);
        owners.set(key, { variable: variable.name, environment });
        if (!owner || (owner.variable === variable.name && owner.environment === environment)) continue;
        told.add(variable.origin.start);
        const args = { name: variable.name, other: owner.variable, key };
        diagnostics.push(diagnose('secret-key-clash', args, variable.origin));
        break;
      }
    }
  }
  return diagnostics;
}
