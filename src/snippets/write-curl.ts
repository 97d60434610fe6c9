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
import { type Hole, Holes, joinText, literal, type Piece } from './holes.ts';
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
  wide: '@uri | gsub("%2F"; "/")',
  json: 'tojson[1:-1]',
  xml: '@html',
};

/** An expression for inside double quotes. */
function expressionOf({ source, place }: Hole): string {
  if (source.kind === 'dynamic') return `$(${dynamic[source.name as LiveVariable]})`;
  if (source.kind !== 'input' && source.kind !== 'local') return '';
  const name = source.kind === 'local' ? localName(source.name) : source.name;
  // curl reads these two in a multipart field in quotes.
  if (place === 'quoted') return `$(printf %s "$${name}" | sed 's/[\\\\"]/\\\\&/g')`;
  const encoder = encoders[place];
  return encoder ? `$(printf %s "$${name}" | jq -sRr '${encoder}')` : `$${name}`;
}

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

/** One word of a shell, with its holes. */
function shellWord(all: readonly Piece[]): string {
  const pieces = all.map(plainText);
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

/** The text of a hole that is text. */
const plainText = (piece: Piece): Piece =>
  typeof piece !== 'string' && piece.source.kind === 'text' ? piece.source.text : piece;

/** Puts the type of a file behind its name, outside the quotes. */
const withType = (text: string) => text.replace(new RegExp(`${TYPE}([^"]*)"$`), (_, type: string) => `";type=${type}`);

/** Puts the holes into the lines of the generator, whose words are in single quotes, and indents the lines. */
function fill(lines: string, holes: Holes): string {
  return lines.replace(/'[^']*'(?:\\''[^']*')*|\\\n/g, (word) => {
    if (!word.startsWith("'")) return `${word}  `;
    const pieces = joinText(holes.split(word.slice(1, -1).replaceAll(`'\\''`, "'")).map(plainText));
    return shellWord(pieces.map((piece) => (typeof piece === 'string' ? withType(piece) : piece)));
  });
}

/** A media type without characters that curl or a shell would read. */
const isType = (type: string) => /^[\w.+-]+\/[\w.+-]+(?:; ?[\w-]+=[\w.-]+)*$/.test(type);

/** Begins the type of a file, which the generator cannot write: it is behind the file's name. */
const TYPE = '\ue001';

/** Hides what the generator would change or cannot write: some characters, and the type of a file. */
function hideParts(body: DraftBody): DraftBody {
  if (body.mode === 'json') return { mode: 'json', text: rawJson(body.text) };
  if (body.mode !== 'multipart') return body;
  const escaped = (value: string) => value.replace(/[\\"]/g, String.raw`\$&`);
  const change = (piece: Piece): Piece =>
    typeof piece === 'string' ? literal(escaped(piece)) : { ...piece, place: 'quoted' };
  return {
    mode: 'multipart',
    fields: body.fields.map(({ type, ...field }) => {
      const known = type !== undefined && isType(type) ? type : undefined;
      if (field.file === undefined)
        return { ...field, value: field.value.map(change), ...(known ? { type: known } : {}) };
      return { ...field, file: `${escaped(field.file)}${known ? `${TYPE}${known}` : ''}` };
    }),
  };
}

function curlLines(request: DraftRequest, generate: Generator): string {
  const holes = new Holes(JSON.stringify(request));
  const { body, user, method } = request;
  const headers = request.headers.filter((header) => !isOwnType(header, body));
  // The generator writes a method without quotes.
  const isWord = /^[A-Za-z]+$/.test(method);
  const shown = { ...request, headers, method: isWord ? method : 'METHOD', ...(body ? { body: hideParts(body) } : {}) };
  const lines = generate(shown, holes)
    .replace(/^curl --silent/, 'curl --silent --show-error')
    .replace(/^(curl[^'\n]* --request )METHOD /, (whole, start: string) =>
      isWord ? whole : `${start}${quoted(method)} `,
    );
  if (!user) return fill(lines, holes);
  const words = [...(user.option ?? []).map((word) => (/^[\w-]+$/.test(word) ? word : quoted(word))), '--user'];
  return `${fill(lines, holes)} \\\n  ${words.join(' ')} ${shellWord([...user.user, ':', ...user.password])}`;
}

/** The filter of jq that reads a value. */
function jqPath(steps: readonly (string | number)[]): string {
  const parts = steps.map((step) =>
    typeof step === 'number' ? `[${step}]` : /^[A-Za-z_]\w*$/.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`,
  );
  const path = parts.join('');
  return path.startsWith('.') ? path : `.${path}`;
}

/** A program for awk that prints the value of the header `name`, and fails if there is none. */
const readHeader =
  'tolower(substr($0, 1, length(name) + 1)) == name ":" { sub(/^[^:]*: */, ""); print; found = 1 } END { exit !found }';

/** The lines that obtain the token. */
function signInLines(signIn: DraftSignIn, generate: Generator): string[] {
  const { request, token, field, discovery, check } = signIn;
  const name = localName(token);
  const lines = curlLines(request, generate);
  const header = typeof field === 'object' && 'header' in field ? quoted(field.header.toLowerCase()) : undefined;
  const isBody = typeof field === 'object' && 'body' in field;
  const read =
    header !== undefined
      ? `${lines} \\\n  --output /dev/null --dump-header - | tr -d '\\r' | awk -v name=${header} '${readHeader}'`
      : isBody
        ? `${lines} \\\n  --fail`
        : `${lines} | jq -er ${quoted(`${jqPath(stepsOf(field as string))} // empty`)}`;
  const find = discovery
    ? [
        `${localName(discovery.variable)}=$(curl --silent --show-error ${shellWord(discovery.url)} | jq -er '.token_endpoint // empty') &&`,
      ]
    : [];
  return [...find, `${name}=$(${read}) || echo ${quoted(check)} >&2`];
}

/** Writes a request as lines for a shell. They need curl, and jq if there is a sign-in or a value to encode. */
export function writeCurl(draft: Draft, generate: Generator): string {
  const { notes, inputs, signIn, sets, call, failsAbove400, check } = draft;
  const required = inputs.map(({ key }) => `"\${${key}:?set it first}"`);
  const first = required.length > 0 ? [`: ${required.join(' \\\n  ')} &&`] : [];
  const token = signIn ? signInLines(signIn, generate) : [];
  const refused = failsAbove400 && check ? ` || { echo ${quoted(check)} >&2; false; }` : '';
  return [
    ...comment('# ', notes),
    ...inputLines('# ', inputs),
    // A token of an earlier request must not be sent to this server.
    ...(signIn ? [`${localName(signIn.token)}=`] : []),
    ...first,
    ...token,
    ...(signIn && call ? ['', `[ -n "$${localName(signIn.token)}" ] &&`] : []),
    ...sets.map(({ name, value }) => `${localName(name)}=${shellWord(value)} &&`),
    ...(call ? [`${curlLines(call, generate)}${failsAbove400 ? ' \\\n  --fail-with-body' : ''}${refused}`] : []),
  ].join('\n');
}
