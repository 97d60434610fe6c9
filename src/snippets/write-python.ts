import { comment, inputLines } from './comments.ts';
import type { Draft, DraftField, DraftHeader, DraftRequest, DraftSignIn } from './draft.ts';
import { localName, stepsOf } from './draft.ts';
import type { LiveVariable } from './dynamic-values.ts';
import type { Generator } from './generators.ts';
import { type Hole, Holes, type Piece } from './holes.ts';
import { withJsonBody } from './json-bodies.ts';
import { fillLiterals } from './string-literals.ts';

const dynamic: Readonly<Record<LiveVariable, string>> = {
  guid: 'str(uuid.uuid4())',
  randomUUID: 'str(uuid.uuid4())',
  timestamp: 'str(int(time.time()))',
  isoTimestamp: 'time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())',
  randomInt: 'str(random.randint(0, 1000))',
};

/** A string of Python. JSON's escapes have the same meaning there. */
const text = (value: string) => JSON.stringify(value);

function expressionOf({ source, place, isBare }: Hole): string {
  if (source.kind === 'text') return text(source.text);
  if (source.kind === 'basic') {
    const credentials = joined([...source.user, ':', ...source.password].map(escaped), '"');
    return `"Basic " + base64.b64encode((${credentials}).encode()).decode()`;
  }
  const value =
    source.kind === 'dynamic'
      ? dynamic[source.name as LiveVariable]
      : source.kind === 'local'
        ? localName(source.name)
        : `os.environ["${source.name}"]`;
  if (isBare) return `json.loads(${value})`;
  if (place === 'wide') return `quote(${value})`;
  if (place === 'url' || place === 'form') return `quote(${value}, safe="")`;
  if (place === 'json') return `json.dumps(${value})[1:-1]`;
  return place === 'xml' ? `html.escape(${value})` : value;
}

const escaped = (piece: Piece): Piece => (typeof piece === 'string' ? text(piece).slice(1, -1) : piece);

/** The code of a text with holes, whose texts are escaped for the quotes. */
const joined = (pieces: readonly Piece[], quote: string) =>
  pieces.map((piece) => (typeof piece === 'string' ? `${quote}${piece}${quote}` : expressionOf(piece))).join(' + ');

const fill = (code: string, holes: Holes) => fillLiterals(code, /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, holes, joined);

/** A map has each header once, so the values of one header become a list (RFC 9110, section 5.3). */
function mergedHeaders(headers: readonly DraftHeader[]): DraftHeader[] {
  const merged = new Map<string, DraftHeader>();
  for (const header of headers) {
    const lower = header.key.toLowerCase();
    const before = merged.get(lower);
    merged.set(lower, before ? { key: before.key, value: [...before.value, ', ', ...header.value] } : header);
  }
  return [...merged.values()];
}

/** The parts of a multipart body, in their order: the generator has fields and files apart, and cannot send their types. */
function partsOf(fields: readonly DraftField[]): string {
  const parts = fields.map(({ key, value, file, type }) => {
    const name = file === undefined ? 'None' : text(file.slice(file.lastIndexOf('/') + 1));
    const plain = value.map((piece) => (typeof piece === 'string' ? piece : { ...piece, place: 'plain' as const }));
    const content = file === undefined ? joined(plain.map(escaped), '"') || '""' : `open(${text(file)}, "rb")`;
    return `  (${[text(key), `(${[name, content, ...(type ? [text(type)] : [])].join(', ')})`].join(', ')}),`;
  });
  return `files = [\n${parts.join('\n')}\n]`;
}

/** The generator's code, without its imports and its last line. */
function requestCode(request: DraftRequest, generate: Generator): string {
  const holes = new Holes(JSON.stringify(request));
  const { user, body, ...others } = request;
  const basic: Hole | undefined = user && { source: { kind: 'basic', ...user }, place: 'plain', isBare: false };
  const headers = mergedHeaders([...request.headers, ...(basic ? [{ key: 'Authorization', value: [basic] }] : [])]);
  const own = body && body.mode !== 'multipart' ? { body } : {};
  const made = fill(generate(withJsonBody({ ...others, headers, ...own }), holes), holes)
    .replace(/^import \w+\n/gm, '')
    .replace(/^print\(response\.text\)\n?$/m, '')
    .trim();
  if (body?.mode === 'file') return made.replace('"<file contents here>"', () => `open(${text(body.path)}, "rb")`);
  if (body?.mode !== 'multipart') return made;
  return made.replace('payload = {}', () => partsOf(body.fields)).replace(', data=payload', ', files=files');
}

function signInCode(signIn: DraftSignIn, generate: Generator): string[] {
  const { request, discovery, token, field, check } = signIn;
  const isHeader = typeof field === 'object' && 'header' in field;
  const isBody = typeof field === 'object' && 'body' in field;
  const read = isHeader
    ? `response.headers[${text(field.header)}]`
    : isBody
      ? 'response.text.strip()'
      : `response.json()${stepsOf(field as string)
          .map((step) => `[${JSON.stringify(step)}]`)
          .join('')}`;
  const find = discovery
    ? [
        `${localName(discovery.variable)} = requests.get(${joined(discovery.url.map(escaped), '"')}).json()["token_endpoint"]`,
      ]
    : [];
  return [
    ...find,
    requestCode(request, generate),
    'try:',
    '  response.raise_for_status()',
    `  ${localName(token)} = ${read}`,
    'except (requests.HTTPError, ValueError, LookupError, TypeError):',
    `  raise SystemExit(str(response.status_code) + ${text(`: ${check}`)})`,
    '',
  ];
}

/** Modules by the code that needs them. */
const modules: readonly (readonly [code: RegExp, line: string])[] = [
  [/\bbase64\./, 'import base64'],
  [/\bhtml\.escape\(/, 'import html'],
  [/\bjson\.(?:dumps|loads)\(/, 'import json'],
  [/\bos\.environ\[/, 'import os'],
  [/\brandom\.randint\(/, 'import random'],
  [/\btime\.(?:time|strftime)\(/, 'import time'],
  [/\buuid\.uuid4\(/, 'import uuid'],
  [/\bquote\(/, 'from urllib.parse import quote'],
];

/** Writes a request as a program for Python 3 with the package requests. */
export function writePython(draft: Draft, generate: Generator): string {
  const { notes, inputs, signIn, sets, call, failsAbove400, check } = draft;
  const what = `f"{response.status_code} {response.reason}"${check ? ` + ${text(`. ${check}`)}` : ''}`;
  const failure = failsAbove400 ? ['if response.status_code >= 400:', `  raise SystemExit(${what})`] : [];
  const body = [
    ...(signIn ? signInCode(signIn, generate) : []),
    ...sets.map(({ name, value }) => `${localName(name)} = ${joined(value.map(escaped), '"')}`),
    ...(call ? [requestCode(call, generate), '', 'print(response.text)', ...failure] : []),
  ].join('\n');
  const standard = modules.filter(([code]) => code.test(body)).map(([, line]) => line);
  return [...comment('# ', notes), ...inputLines('# ', inputs), ...standard, 'import requests', '', body].join('\n');
}
