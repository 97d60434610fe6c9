import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../diagnostics/origin.ts';

/** A file of another tool: its name in a sentence, and the key that shows it. */
interface Foreign {
  readonly what: string;
  readonly key: string;
  readonly kind: 'description' | 'collection' | 'environment' | 'recording';
}

type Tree = Readonly<Record<string, unknown>>;

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Returns one error if a file is of another tool, such as an OpenAPI description or a Postman collection; undefined if it
 * may be a list. Without this check, each of its keys would be an error.
 */
export function checkForeign(source: SourceFile): Diagnostic | undefined {
  const found = /^\s*\{/.test(source.text) ? inJson(source.text) : inYaml(source.text);
  if (!found) return undefined;
  const { what, key, kind } = found;
  const start = Math.max(0, new RegExp(`"?${key}"?\\s*:`).exec(source.text)?.index ?? 0);
  const shown = source.text[start] === '"' ? key.length + 2 : key.length;
  return diagnose('not-a-list', { what, kind }, { source, start, end: start + shown });
}

/** Recognizes YAML by its top-level keys, which are at the start of a line. */
function inYaml(text: string): Foreign | undefined {
  const [, key = '', version = ''] = /^(openapi|swagger|asyncapi): *["']?(\d+(?:\.\d+)*)/m.exec(text) ?? [];
  return key === '' ? undefined : description(key, version);
}

function inJson(text: string): Foreign | undefined {
  let tree: unknown;
  try {
    tree = JSON.parse(text);
  } catch {
    return undefined;
  }
  return isTree(tree) ? inTree(tree) : undefined;
}

function inTree(tree: Tree): Foreign | undefined {
  for (const key of ['openapi', 'swagger', 'asyncapi']) {
    if (typeof tree[key] === 'string') return description(key, tree[key]);
  }
  const { info, log, item, values } = tree;
  if (isTree(info) && (Array.isArray(item) || '_postman_id' in info || /postman/.test(String(info.schema)))) {
    return { what: 'a Postman collection', key: 'info', kind: 'collection' };
  }
  if (isTree(log) && Array.isArray(log.entries)) return { what: 'a HAR recording', key: 'log', kind: 'recording' };
  if (Array.isArray(values) && ('_postman_variable_scope' in tree || 'id' in tree)) {
    return { what: 'a Postman environment', key: 'values', kind: 'environment' };
  }
  if (tree._type === 'export' && Array.isArray(tree.resources)) {
    return { what: 'an export of Insomnia', key: '_type', kind: 'collection' };
  }
  return undefined;
}

function description(key: string, version: string): Foreign {
  const names: Readonly<Record<string, string>> = { openapi: 'OpenAPI', swagger: 'Swagger', asyncapi: 'AsyncAPI' };
  const short = /^\d+(?:\.\d+)?/.exec(version)?.[0] ?? '';
  const article = key === 'swagger' ? 'a' : 'an';
  return { what: `${article} ${names[key]} ${short} description`.replace('  ', ' '), key, kind: 'description' };
}
