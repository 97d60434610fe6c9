import type { Api, Environment as ModelEnvironment } from '../../model/api.ts';
import type { Environment } from './types.ts';

/**
 * Returns an environment file, named `<slug>.<environment>`. Secrets have the type `secret` and are empty. It has no
 * export date, so the same list always gives the same bytes.
 */
export function toEnvironment(environment: ModelEnvironment, api: Api): Environment {
  return {
    id: environment.id,
    name: `${api.slug}.${environment.name}`,
    values: api.variables.map(({ name, secret, description }) => ({
      key: name,
      value: environment.values.get(name) ?? '',
      type: secret ? 'secret' : 'default',
      enabled: true,
      ...(description ? { description } : {}),
    })),
    _postman_variable_scope: 'environment',
  };
}
