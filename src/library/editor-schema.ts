import { listSchema, type TemplateChoice } from '../schema/published/json-schema.ts';
import { Located } from '../source/located.ts';
import { parse } from '../source/parse.ts';
import { readAuthTemplates } from '../source/templates.ts';

/**
 * Returns the JSON Schema (draft 7) of endpoints.yaml, for completion and help in an editor. It includes the names of
 * the built-in auth templates. The package also has it as a file: `postmint/endpoints.schema.json`.
 *
 * @example const schema = endpointsSchema();
 */
export function endpointsSchema(): unknown {
  const choices = [...readAuthTemplates()].map(([name, source]): TemplateChoice => {
    const { value } = parse(source);
    const template = value && new Located<{ description?: string }>(value);
    return { name, description: template?.get('description')?.text().split('\n\n')[0]?.trim() ?? '' };
  });
  return listSchema(choices);
}
