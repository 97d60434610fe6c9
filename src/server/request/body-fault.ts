import type { Endpoint } from '../../model/api.ts';
import { parseQuietly } from '../../notation/json/json-number.ts';
import type { Parsed } from './compare.ts';

/**
 * Returns why a body is none that the endpoint could take, in words: it is of another kind than that of the list, whatever
 * its values are. Undefined if it could be taken.
 */
export function bodyFault({ body }: Endpoint, request: Parsed): string | undefined {
  if (!body) return undefined;
  if (request.body.length === 0) return 'the request has no body';
  if (body.mode === 'urlencoded') return request.fields ? undefined : 'the body is no form';
  if (body.mode === 'formdata') {
    if (!request.fields) return 'the body is no multipart form';
    const needsFile = body.fields.some((field) => 'file' in field && field.file !== undefined);
    return needsFile && !request.fields.some((field) => 'file' in field) ? 'the form has no file' : undefined;
  }
  if (body.mode === 'file') return undefined;
  const text = request.body.toString('utf8').trim();
  if (body.mode === 'graphql') {
    const json = parseQuietly(text) as { query?: unknown } | undefined | null;
    return typeof json?.query === 'string' ? undefined : 'the body has no "query"';
  }
  if (body.language === 'xml') {
    return rootOf(text) === rootOf(body.text) ? undefined : 'the body has another root element, or is no XML';
  }
  if (body.language !== 'json') return undefined;
  const json = parseQuietly(text);
  if (json === undefined) return 'the body is no JSON';
  // A text or a number of the list says nothing about what else is taken.
  const wanted = { '[': 'a list', '{': 'an object' }[body.text.trimStart().charAt(0)];
  return wanted === undefined || kindOf(json) === wanted ? undefined : `the JSON of the body is ${kindOf(json)}`;
}

const kindOf = (json: unknown) => (Array.isArray(json) ? 'a list' : typeof json === 'object' ? 'an object' : 'a value');

/** The name of the outermost element; undefined if the text does not end with its end. */
function rootOf(text: string): string | undefined {
  const [, name, isEmpty] = /^(?:<[?!][^>]*>\s*)*<([\w:.-]+)[^<>]*?(\/>$|>)/.exec(text) ?? [];
  return name !== undefined && (isEmpty !== '>' || text.endsWith(`</${name}>`)) ? name : undefined;
}
