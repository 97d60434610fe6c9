import type { Collection } from '../../../src/postman/v2/types.ts';
import type { Converted, packages } from './readers.ts';
import { fields, requestsOf, type Shape, shapeOf } from './shape.ts';

/** A field of a request that a converter changes: `lost` for the whole request, `merged` for two that became one. */
export interface Difference {
  readonly field: string;
  readonly request: string;
  readonly want: string;
  readonly got: string;
}

const mediaTypes: Readonly<Record<string, string>> = {
  json: 'application/json',
  xml: 'application/xml',
  text: 'text/plain',
  form: 'application/x-www-form-urlencoded',
  multipart: 'multipart/form-data',
  graphql: 'application/json',
  file: 'application/octet-stream',
};
const wordOf = (text: string) => text.split(/\s/)[0] ?? '';
const lower = (text: string) => text.replace(/^[^:\n]+(?=: )/gm, (name) => name.toLowerCase());

/** A description has types of bodies and names of auth, not their values; names of headers are the same in any case. */
const asDescription = (shape: Shape, isWanted: boolean): Shape => ({
  ...shape,
  headers: lower(shape.headers),
  body: isWanted ? (mediaTypes[wordOf(shape.body)] ?? '') : shape.body,
  auth: isWanted ? wordOf(shape.auth) : wordOf(shape.auth).replace(/Auth$/, '').toLowerCase(),
});

/** A script for k6 has no inheritance, and values of path parameters are in its addresses. */
function asScript(shape: Shape, isWanted: boolean, inherited: string): Shape {
  if (!isWanted) return shape;
  const values = new Map(shape.path.split('\n').map((pair) => pair.split('=') as [string, string]));
  const url = shape.url.replace(/(?<=\/):([^/]+)/g, (whole, name: string) => values.get(name) ?? whole);
  return {
    ...shape,
    url,
    path: '',
    auth: shape.auth === 'inherit' ? inherited : shape.auth,
    body: /^(?:json|xml|text|form)\n/.test(shape.body) ? shape.body.slice(shape.body.indexOf('\n') + 1) : shape.body,
  };
}

/** Returns what a converter changes in the requests of a collection. */
export function differences(tool: keyof typeof packages, collection: Collection, converted: Converted): Difference[] {
  const inherited = collection.auth
    ? shapeOf({
        name: '',
        id: '',
        request: { auth: collection.auth, method: 'GET', header: [], url: { raw: '', host: [] } },
        response: [],
      }).auth
    : 'none';
  const view = (shape: Shape, isWanted: boolean) => {
    if (/openapi/.test(tool)) return asDescription(shape, isWanted);
    return tool.endsWith('k6') ? asScript(shape, isWanted, inherited) : shape;
  };
  return requestsOf(collection).flatMap((item, index): Difference[] => {
    const wanted = shapeOf(item);
    const made = converted[index];
    const request = wanted.name;
    if (!made) return [{ field: 'lost', request, want: `${wanted.method} ${wanted.url}`, got: '' }];
    if (made.name !== request) return [{ field: 'merged', request, want: request, got: made.name }];
    const [want, got] = [view(wanted, true), view(made, false)];
    return fields.flatMap((field) =>
      want[field] === got[field] ? [] : [{ field, request, want: want[field], got: got[field] }],
    );
  });
}
