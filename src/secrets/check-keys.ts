import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { Api } from '../model/api.ts';
import { secretKeys } from './secret-keys.ts';

/** Returns an error for each secret with the same environment variable as another: both would have the same value. */
export function checkKeys(api: Api): Diagnostic[] {
  const owners = new Map<string, { variable: string; environment: string }>();
  const reported = new Set<number>();
  const diagnostics: Diagnostic[] = [];
  for (const { name: environment } of api.environments) {
    for (const variable of api.variables) {
      if (!variable.secret || variable.produced || reported.has(variable.origin.start)) continue;
      for (const key of secretKeys(api, environment, variable.name)) {
        const owner = owners.get(key);
        owners.set(key, { variable: variable.name, environment });
        if (!owner || (owner.variable === variable.name && owner.environment === environment)) continue;
        reported.add(variable.origin.start);
        const args = { name: variable.name, other: owner.variable, key };
        diagnostics.push(diagnose('secret-key-clash', args, variable.origin));
        break;
      }
    }
  }
  return diagnostics;
}
