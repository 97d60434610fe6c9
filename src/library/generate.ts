import { type Api, endpointsOf } from '../model/api.ts';
import { fileKinds } from '../output/file-kinds.ts';
import type { OutputFile } from '../output/output-file.ts';
import type { ScriptTexts } from '../postman/scripts/fill-script.ts';
import { toCollection } from '../postman/v2/to-collection.ts';
import { toEnvironment } from '../postman/v2/to-environment.ts';
import { readScripts } from '../source/templates.ts';

type Content = Readonly<Record<string, unknown>>;

/**
 * Returns the files of an API: its collection, and one file for each environment. Writes nothing.
 *
 * @param scripts the files of templates/scripts; default: those of the package
 * @example generate(api)[0].name // 'pydio-cells.postman_collection.json'
 */
export function generate(api: Api, scripts: ScriptTexts = readScripts()): OutputFile[] {
  const collection: OutputFile = {
    kind: 'collection',
    name: `${api.slug}${fileKinds.collection.ending}`,
    content: toCollection(api, scripts) as unknown as Content,
  };
  const environments = api.environments.map(
    (environment): OutputFile => ({
      kind: 'environment',
      name: environmentFileName(api, environment.name),
      content: toEnvironment(environment, api) as unknown as Content,
      private: api.variables.some(({ secret, produced }) => secret && !produced),
    }),
  );
  return [collection, ...environments];
}

/** Returns the name of an environment's file, for example `pydio-cells.dev.postman_environment.json`. */
export function environmentFileName(api: Api, environment: string): string {
  return `${api.slug}.${environment}${fileKinds.environment.ending}`;
}

/** Returns the number of requests, without token requests. */
export function countRequests(api: Api): number {
  return endpointsOf(api.items).length;
}
