import { comment, inputLines } from './comments.ts';
import {
  type Draft,
  type DraftBody,
  type DraftRequest,
  type DraftSignIn,
  isOwnType,
  localName,
  stepsOf,
} from './draft.ts';
import type { LiveVariable } from './dynamic-values.ts';
import type { Generator } from './generators.ts';
import { type Hole, Holes, type Piece } from './holes.ts';
import { rawJson } from './json-bodies.ts';

/** Commands that print the value of a dynamic variable. They are on Linux and macOS. */
const dynamic: Readonly<Record<LiveVariable, string>> = {
  guid: uuid(),
  randomUUID: uuid(),
  timestamp: 'date +%s',
  isoTimestamp: 'date -u +%Y-%m-%dT%H:%M:%SZ',
  randomInt: "awk 'BEGIN { srand(); print int(rand() * 1001) }'",
};

/** A random UUID (RFC 9562, section 5.4). `uuidgen` is not on every machine. */
function uuid(): string {
  const groups = String.raw`s/^\(........\)\(....\).\(...\).\(...\)/\1-\2-4\3-8\4-/`;
  return `od -An -N16 -tx1 /dev/urandom | tr -d ' \\n' | sed '${groups}'`;
}

const encoders: Readonly<Partial<Record<Hole['place'], string>>> = {
  url: '@uri',
  json: 'tojson[1:-1]',
  xml: '@html',
};

/** An expression for inside double quotes. */
function expressionOf({ source, place }: Hole): string {
  if (source.kind === 'dynamic') return `$(${dynamic[source.name as LiveVariable]})`;
  if (source.kind !== 'input' && source.kind !== 'local') return '';
  const name = source.kind === 'local' ? localName(source.name) : source.name;
  const encoder = encoders[place];
  return encoder ? `$(printf %s "$${name}" | jq -sRr '${encoder}')` : `$${name}`;
}

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

/** One word of a shell, with its holes. */
function shellWord(all: readonly Piece[]): string {
  const pieces = all.map((piece) =>
    typeof piece !== 'string' && piece.source.kind === 'text' ? piece.source.text : piece,
  );
  if (pieces.every((piece) => typeof piece === 'string')) return quoted(pieces.join(''));
  // In double quotes, these characters have a meaning.
  if (pieces.some((piece) => typeof piece === 'string' && /[$`"\\!]/.test(piece))) {
    return pieces.map((piece) => (typeof piece === 'string' ? quoted(piece) : `"${expressionOf(piece)}"`)).join('');
  }
  const text = pieces.map((piece, index) => {
    if (typeof piece === 'string') return piece;
    const next = pieces[index + 1];
    const expression = expressionOf(piece);
    // `$NAME` ends where a name can end.
    const isOpen = typeof next === 'string' && /^\w/.test(next) && !expression.startsWith('$(');
    return isOpen ? `\${${expression.slice(1)}}` : expression;
  });
  return `"${text.join('')}"`;
}

/** Puts the holes into the lines of the generator, whose words are in single quotes, and indents the lines. */
function fill(lines: string, holes: Holes): string {
  return lines.replace(/'[^']*'(?:\\''[^']*')*|\\\n/g, (word) => {
    if (!word.startsWith("'")) return `${word}  `;
    const pieces = holes.split(word.slice(1, -1).replaceAll(`'\\''`, "'"));
    return pieces.every((piece) => typeof piece === 'string') ? word : shellWord(pieces);
  });
}

/** Hides what the generator would change or cannot write: some characters and the type of a multipart field. */
function hideParts(body: DraftBody): DraftBody {
  if (body.mode === 'json') return { mode: 'json', text: rawJson(body.text) };
  if (body.mode !== 'multipart') return body;
  const text = (value: string): Hole => ({ source: { kind: 'text', text: value }, place: 'plain', isBare: false });
  const escaped = (value: string) => value.replace(/[\\"]/g, String.raw`\$&`);
  return {
    mode: 'multipart',
    fields: body.fields.map((field) => ({
      ...field,
      value: field.value.map((piece) => (typeof piece === 'string' ? text(escaped(piece)) : piece)),
    })),
  };
}

function curlLines(request: DraftRequest, generate: Generator): string {
  const holes = new Holes();
  const { body, user } = request;
  const headers = request.headers.filter((header) => !isOwnType(header, body));
  const lines = generate({ ...request, headers, ...(body ? { body: hideParts(body) } : {}) }, holes);
  const typed = body?.mode === 'multipart' ? body.fields.filter(({ file, type }) => file && type) : [];
  const withTypes = typed.reduce(
    (text, { key, file, type }) => text.replace(`'${key}=@"${file}"'`, `'${key}=@"${file}";type=${type}'`),
    lines,
  );
  const asked = withTypes.replace(/^curl --silent/, 'curl --silent --show-error');
  const option = user ? ` \\\n  ${user.option ?? ''} --user ${shellWord([...user.user, ':', ...user.password])}` : '';
  return `${fill(asked, holes)}${option.replace('\n   --user', '\n  --user')}`;
}

/** The filter of jq that reads a value. */
function jqPath(steps: readonly (string | number)[]): string {
  const parts = steps.map((step) =>
    typeof step === 'number' ? `[${step}]` : /^[A-Za-z_]\w*$/.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`,
  );
  const path = parts.join('');
  return path.startsWith('.') ? path : `.${path}`;
}

/** The lines that obtain the token. */
function signInLines(signIn: DraftSignIn, generate: Generator): string[] {
  const { request, token, field, discovery, check } = signIn;
  const name = localName(token);
  const lines = curlLines(request, generate);
  const header = typeof field === 'object' && 'header' in field ? field.header.toLowerCase() : undefined;
  const isBody = typeof field === 'object' && 'body' in field;
  const read =
    header !== undefined
      ? `${lines} \\\n  --output /dev/null --dump-header - | tr -d '\\r' | awk -F': ' 'tolower($1) == "${header}" { print $2 }'`
      : isBody
        ? lines
        : `${lines} | jq -er ${quoted(`${jqPath(stepsOf(field as string))} // empty`)}`;
  const find = discovery
    ? [
        `${localName(discovery.variable)}=$(curl --silent --show-error ${shellWord(discovery.url)} | jq -er '.token_endpoint // empty') &&`,
      ]
    : [];
  return [...find, `${name}=$(${read}) || echo ${quoted(check)} >&2`];
}

/** Writes a request as lines for a shell. They need curl, and jq if there is a sign-in or a value to encode. */
export function writeCurl({ notes, inputs, signIn, sets, call }: Draft, generate: Generator): string {
  const required = inputs.map(({ key }) => `"\${${key}:?set it first}"`);
  const first = required.length > 0 ? [`: ${required.join(' \\\n  ')} &&`] : [];
  const token = signIn ? signInLines(signIn, generate) : [];
  return [
    ...comment('# ', notes),
    ...inputLines('# ', inputs),
    ...first,
    ...token,
    ...(signIn && call ? ['', `[ -n "$${localName(signIn.token)}" ] &&`] : []),
    ...sets.map(({ name, value }) => `${localName(name)}=${shellWord(value)} &&`),
    ...(call ? [curlLines(call, generate)] : []),
  ].join('\n');
}
