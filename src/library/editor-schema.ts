import { listSchema } from '../schema/published/json-schema.ts';
import { describeTemplates } from './auth-templates.ts';

/**
 * Returns the JSON Schema (draft 7) of endpoints.yaml, for completion and help in an editor. It includes the names of
 * the built-in auth templates. The package also has it as a file: `postmint/endpoints.schema.json`.
 *
 * @example const schema = endpointsSchema();
 */
export function endpointsSchema(): unknown {
  const choices = describeTemplates().map(({ name, description }) => {
    return { name, description: description.split('\n\n')[0]?.trim() ?? '' };
  });
  return listSchema(choices);
}
