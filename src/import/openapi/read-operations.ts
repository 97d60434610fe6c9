import type { Operation, Requirement, Server, ServerVariable } from './description.ts';
import { plainText, plainValue } from './plain-text.ts';
import { readAnswers, readRequestBody, readSwaggerBody, textsOf } from './read-body.ts';
import { noteKeys, type Reading } from './read-media.ts';
import { readParameter } from './read-parameter.ts';
import type { Part } from './references.ts';
import { isTree, listOf, pairsOf, pointerTo, type Tree, textOf, wordOf } from './tree.ts';

/** Methods that are keys of a path (OpenAPI 3.2 has `query`). */
const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'];

/** Media types that the whole of a Swagger description has, unless an operation says otherwise. */
export interface SwaggerTypes {
  readonly consumes: readonly string[];
  readonly produces: readonly string[];
}

/** Returns all operations, in the order of the description. */
export function readOperations(paths: unknown, reading: Reading, types: SwaggerTypes): Operation[] {
  return pairsOf(paths).flatMap(([path, value]) => {
    const at = pointerTo('#/paths', path);
    // A segment "." or ".." leads to another path.
    if (!path.startsWith('/') || /(?:^|\/)(?:\.|%2e){1,2}(?:\/|$)/i.test(path)) {
      reading.omissions.add(path.startsWith('x-') ? 'extension' : 'other', at);
      return [];
    }
    const { tree, pointer } = reading.references.follow(value, at);
    const own = ['parameters', 'servers', 'summary', 'description', 'additionalOperations', '$ref', ...methods];
    noteKeys(tree, pointer, own, reading);
    const named = methods.flatMap((method) => (isTree(tree[method]) ? [[method.toUpperCase(), method] as const] : []));
    const inOrder = named.sort(([, a], [, b]) => Object.keys(tree).indexOf(a) - Object.keys(tree).indexOf(b));
    const more = pairsOf(tree.additionalOperations).filter(([method]) => {
      const isMethod = /^[A-Za-z][\w-]*$/.test(method);
      if (!isMethod) reading.omissions.add('other', pointerTo(`${pointer}/additionalOperations`, method));
      return isMethod;
    });
    return [
      ...inOrder.map(([method, key]) =>
        readOperation(
          method,
          path,
          tree,
          { tree: tree[key] as Tree, pointer: `${pointer}/${key}` },
          pointer,
          reading,
          types,
        ),
      ),
      ...more.map(([method, operation]) => {
        const place = pointerTo(`${pointer}/additionalOperations`, method);
        return readOperation(
          method,
          path,
          tree,
          { tree: isTree(operation) ? operation : {}, pointer: place },
          pointer,
          reading,
          types,
        );
      }),
    ];
  });
}

const known =
  `tags summary description operationId parameters requestBody responses security servers deprecated consumes
  produces schemes callbacks`.split(/\s+/);

function readOperation(
  method: string,
  path: string,
  item: Tree,
  { tree, pointer }: Part,
  itemPointer: string,
  reading: Reading,
  types: SwaggerTypes,
): Operation {
  noteKeys(tree, pointer, known, reading);
  if (tree.operationId !== undefined && textOf(tree.summary) !== undefined) {
    reading.omissions.add('operation-id', `${pointer}/operationId`);
  }
  for (const index of listOf(tree.tags).keys())
    if (index > 0) reading.omissions.add('other-tag', `${pointer}/tags/${index}`);
  if (tree.callbacks !== undefined) reading.omissions.add('callback', `${pointer}/callbacks`);
  const parts = readParts(tree, item, pointer, itemPointer, reading);
  const consumes = Array.isArray(tree.consumes) ? textsOf(tree.consumes) : types.consumes;
  const produces = Array.isArray(tree.produces) ? textsOf(tree.produces) : types.produces;
  const body = reading.isSwagger
    ? readSwaggerBody(parts, consumes, reading)
    : readRequestBody(tree.requestBody, `${pointer}/requestBody`, reading);
  return {
    pointer,
    method,
    path: plainText(path),
    id: textOf(tree.operationId),
    summary: textOf(tree.summary) ?? textOf(item.summary),
    description: textOf(tree.description) ?? textOf(item.description),
    isDeprecated: tree.deprecated === true,
    tags: textsOf(tree.tags),
    parameters: parts.flatMap((part) => readParameter(part, reading) ?? []),
    ...(body ? { body } : {}),
    answers: readAnswers(tree.responses, `${pointer}/responses`, produces, reading),
    security: readSecurity(tree.security),
    servers:
      tree.servers === undefined
        ? readServers(item.servers, `${itemPointer}/servers`)
        : readServers(tree.servers, `${pointer}/servers`),
  };
}

/** The parameters of an operation and of its path. One of the operation replaces that of the path. */
function readParts(tree: Tree, item: Tree, pointer: string, itemPointer: string, reading: Reading): Part[] {
  const follow = (list: unknown, at: string) =>
    listOf(list).map((value, index) => reading.references.follow(value, `${at}/parameters/${index}`));
  const own = follow(tree.parameters, pointer);
  const keyOf = ({ tree: parameter }: Part) => `${wordOf(parameter.in)} ${wordOf(parameter.name)}`;
  const replaced = new Set(own.map(keyOf));
  const parts = [...follow(item.parameters, itemPointer).filter((part) => !replaced.has(keyOf(part))), ...own];
  // A second definition of a parameter has no meaning.
  return [...new Map(parts.map((part) => [keyOf(part), part])).values()];
}

/** Returns the requirements of `security`: one of them is enough. Undefined if the key is absent. */
export function readSecurity(value: unknown): Requirement[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.map(
    (requirement) => new Map(pairsOf(requirement).map(([name, scopes]) => [name, textsOf(scopes).map(plainText)])),
  );
}

/**
 * Returns servers with the variables of their URLs.
 *
 * @param pointer JSON pointer of the list of servers
 */
export function readServers(value: unknown, pointer = '#/servers'): Server[] {
  return listOf(plainValue(value)).flatMap((server, index): Server[] => {
    if (!isTree(server) || typeof server.url !== 'string') return [];
    const variables = pairsOf(server.variables).map(([name, variable]): [string, ServerVariable] => {
      const own = isTree(variable) ? variable : {};
      const choices = listOf(own.enum).map(wordOf);
      const given = { value: wordOf(own.default), description: textOf(own.description) };
      return [name, choices.length > 1 ? { ...given, choices } : given];
    });
    const name = textOf(server.name);
    return [
      {
        pointer: `${pointer}/${index}`,
        url: server.url,
        name,
        description: textOf(server.description),
        variables: new Map(variables),
      },
    ];
  });
}
