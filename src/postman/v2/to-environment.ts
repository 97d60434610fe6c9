import type { Api, Environment as ModelEnvironment } from '../../model/api.ts';
import { aboutVariable, variablesInOrder } from '../../model/onboarding/variable-roles.ts';
import type { Environment } from './types.ts';

/**
 * Returns an environment file, named `<slug>.<environment>`. Secrets have the type `secret` and are empty. What people
 * type is first, and what requests set is last. It has no export date, so the same list always gives the same bytes.
 */
export function toEnvironment(environment: ModelEnvironment, api: Api): Environment {
  return {
    id: environment.id,
    name: `${api.slug}.${environment.name}`,
    values: variablesInOrder(api).map((variable) => ({
      key: variable.name,
      value: environment.values.get(variable.name) ?? '',
      type: variable.secret ? 'secret' : 'default',
      enabled: true,
      description: aboutVariable(variable, api),
    })),
    _postman_variable_scope: 'environment',
  };
}
