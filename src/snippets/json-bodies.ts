import { numberChange } from '../notation/json/json-number.ts';
import type { DraftRequest } from './draft.ts';
import { type Hole, Holes, literal, type Piece } from './holes.ts';

const mapHoles = (pieces: readonly Piece[], change: (hole: Hole) => Hole): Piece[] =>
  pieces.map((piece) => (typeof piece === 'string' ? piece : change(piece)));

/** JSON as text: values outside strings are written without quotes, and values inside strings are escaped. */
export const rawJson = (pieces: readonly Piece[]): Piece[] =>
  mapHoles(pieces, (hole) => (hole.isBare ? { ...hole, isBare: false } : hole));

/** True if a language can have the JSON as a map or list: it is valid, and no number in it would change. */
function canBeObject(pieces: readonly Piece[]): boolean {
  const text = new Holes(JSON.stringify(pieces)).mark(pieces);
  const strings = /"(?:[^"\\]|\\.)*"|(-?\d[\d.eE+-]*)/g;
  try {
    JSON.parse(text);
  } catch {
    return false;
  }
  return [...text.matchAll(strings)].every(([, number]) => !number || !numberChange(Number(number), number));
}

/**
 * Returns a request whose JSON body a generator writes as a map or list of its language, or as text if it would change
 * there.
 */
export function withJsonBody(request: DraftRequest): DraftRequest {
  const { body } = request;
  if (body?.mode !== 'json') return request;
  if (canBeObject(body.text)) {
    // The language escapes the values.
    const text = mapHoles(body.text, (hole) => (hole.place === 'json' ? { ...hole, place: 'plain' } : hole));
    return { ...request, body: { mode: 'json', text } };
  }
  // The generators parse a body whose type is JSON.
  const headers = request.headers.map(({ key, value }) => ({
    key,
    value: value.map((piece) => (typeof piece === 'string' && /json/i.test(piece) ? literal(piece) : piece)),
  }));
  return { ...request, headers, body: { mode: 'text', text: rawJson(body.text) } };
}
