import { type Diagnostic, diagnose, type Result } from '../../diagnostics/diagnostic.ts';
import type { Description, SecurityScheme, Server } from './description.ts';
import { Omissions } from './omissions.ts';
import { plainText, plainValue } from './plain-text.ts';
import { textsOf } from './read-body.ts';
import type { Reading } from './read-media.ts';
import { readOperations, readSecurity, readServers } from './read-operations.ts';
import { References } from './references.ts';
import { isTree, listOf, pairsOf, pointerTo, type Tree, textOf, treeOf, wordOf } from './tree.ts';

/** A description that was read, with what is needed to read its schemas. */
export interface ReadDescription {
  readonly description: Description;
  readonly references: References;
  readonly omissions: Omissions;
}

/** Returns the format of a description, such as `OpenAPI 3.1`; undefined for another file. */
export function formatOf(root: Tree): { readonly name: string; readonly isSupported: boolean } | undefined {
  // Without quotes, the version is a number in YAML.
  const version = (value: unknown) => (typeof value === 'string' ? value : Number.isFinite(value) ? String(value) : '');
  const swagger = /^\d+(?:\.\d+)?/.exec(version(root.swagger))?.[0];
  if (swagger)
    return { name: `Swagger ${swagger === '2' ? '2.0' : swagger}`, isSupported: /^2(?:\.0)?$/.test(swagger) };
  const openapi = /^\d+(?:\.\d+)?/.exec(version(root.openapi))?.[0];
  return openapi ? { name: `OpenAPI ${openapi}`, isSupported: /^3\.[0-2]$/.test(openapi) } : undefined;
}

/**
 * Reads a description: OpenAPI 3.0, 3.1 and 3.2, and Swagger 2.0.
 *
 * @param root the JSON of the description, without references to other files
 * @param path its path, for messages
 */
export function readDescription(root: unknown, path: string): Result<ReadDescription> {
  const fail = (reason: string) => ({ diagnostics: [diagnose('bad-description', { path, reason })] });
  const format = isTree(root) ? formatOf(root) : undefined;
  if (!isTree(root) || !format) return fail('it has neither "openapi: 3.x" nor "swagger: 2.0"');
  if (!format.isSupported) return fail(`${format.name} is not supported; 3.0, 3.1, 3.2 and Swagger 2.0 are`);
  const references = new References(root);
  const omissions = new Omissions();
  const reading: Reading = { references, omissions, isSwagger: format.name.startsWith('Swagger') };
  const info = treeOf(root.info);
  const types = { consumes: textsOf(root.consumes), produces: textsOf(root.produces) };
  const operations = readOperations(root.paths, reading, types);
  for (const [name] of [...pairsOf(root.webhooks), ...pairsOf(root['x-webhooks'])]) {
    omissions.add('webhook', pointerTo(root.webhooks === undefined ? '#/x-webhooks' : '#/webhooks', name));
  }
  if (operations.length === 0) return fail('it has no operations');
  const description: Description = {
    format: format.name,
    title: textOf(info.title) ?? 'API',
    description: textOf(info.description) ?? textOf(info.summary),
    servers: reading.isSwagger ? swaggerServers(root) : readServers(root.servers),
    operations,
    schemes: readSchemes(root, reading),
    security: readSecurity(root.security),
    tags: new Map(
      listOf(root.tags).flatMap((tag) => {
        const { name, description: about } = treeOf(tag);
        return typeof name === 'string' && textOf(about) ? [[name, String(about)] as const] : [];
      }),
    ),
  };
  const broken: Diagnostic[] = [...references.broken].map(([reference, pointer]) =>
    diagnose('broken-reference', { path, reference, pointer }),
  );
  return { value: { description, references, omissions }, diagnostics: broken };
}

/** The servers of Swagger 2: one for each scheme, https first. */
function swaggerServers(root: Tree): Server[] {
  const base = plainText(textOf(root.basePath) ?? '');
  const host = textOf(root.host) && plainText(String(root.host));
  if (host === undefined) return base === '' || base === '/' ? [] : [{ url: base, variables: new Map() }];
  const schemes = textsOf(root.schemes).filter((scheme) => scheme === 'http' || scheme === 'https');
  const first = schemes.includes('https') || schemes.length === 0 ? 'https' : 'http';
  return [{ url: `${first}://${host}${base === '/' ? '' : base}`, variables: new Map() }];
}

/** The ways to sign in. Those of Swagger 2 are given in the words of OpenAPI 3. */
function readSchemes(root: Tree, { references, isSwagger }: Reading): Map<string, SecurityScheme> {
  const place = isSwagger ? '#/securityDefinitions' : '#/components/securitySchemes';
  const schemes = isSwagger ? root.securityDefinitions : treeOf(root.components).securitySchemes;
  return new Map(
    pairsOf(schemes).map(([name, value]) => {
      const { tree, pointer } = references.follow(value, pointerTo(place, name));
      const own = plainValue(isSwagger ? inNewWords(tree) : tree) as Tree;
      return [name, { pointer, name, type: wordOf(own.type), tree: own }];
    }),
  );
}

const flowNames: ReadonlyMap<string, string> = new Map([
  ['implicit', 'implicit'],
  ['password', 'password'],
  ['application', 'clientCredentials'],
  ['accessCode', 'authorizationCode'],
]);

function inNewWords(tree: Tree): Tree {
  if (tree.type === 'basic') return { ...tree, type: 'http', scheme: 'basic' };
  const flow = flowNames.get(wordOf(tree.flow));
  return tree.type === 'oauth2' && flow ? { ...tree, flows: { [flow]: tree } } : tree;
}
