import { comment, inputLines } from './comments.ts';
import { type Draft, type DraftRequest, type DraftSignIn, isOwnType, localName, stepsOf } from './draft.ts';
import type { LiveVariable } from './dynamic-values.ts';
import type { Generator } from './generators.ts';
import { type Hole, Holes, type Piece } from './holes.ts';
import { withJsonBody } from './json-bodies.ts';
import { fillLiterals } from './string-literals.ts';

const dynamic: Readonly<Record<LiveVariable, string>> = {
  guid: 'crypto.randomUUID()',
  randomUUID: 'crypto.randomUUID()',
  timestamp: 'Math.floor(Date.now() / 1000)',
  isoTimestamp: 'new Date().toISOString()',
  randomInt: 'Math.floor(Math.random() * 1001)',
};

function expressionOf({ source, place, isBare }: Hole): string {
  if (source.kind === 'text') return JSON.stringify(source.text);
  if (source.kind === 'basic') {
    const text = templateOf([...source.user, ':', ...source.password]);
    return `"Basic " + Buffer.from(${text}).toString("base64")`;
  }
  const value =
    source.kind === 'dynamic'
      ? dynamic[source.name as LiveVariable]
      : source.kind === 'local'
        ? localName(source.name)
        : `process.env.${source.name}`;
  if (isBare) return `JSON.parse(${value})`;
  if (place === 'url') return `encodeURIComponent(${value})`;
  if (place === 'wide') return `encodeURIComponent(${value}).replaceAll("%2F", "/")`;
  if (place === 'json') return `JSON.stringify(${value}).slice(1, -1)`;
  return place === 'xml' ? `${value}.replace(/[<>&'"]/g, (sign) => \`&#\${sign.charCodeAt(0)};\`)` : value;
}

/** The code of a text with holes. Its texts are not escaped yet. */
const templateOf = (pieces: readonly Piece[]) =>
  joined(pieces.map((piece) => (typeof piece === 'string' ? JSON.stringify(piece).slice(1, -1) : piece)));

/** The code of a text with holes, whose texts are escaped for double quotes. */
function joined(pieces: readonly Piece[]): string {
  const [only, second] = pieces;
  if (only !== undefined && typeof only !== 'string' && second === undefined) return expressionOf(only);
  const isSimple = pieces.every((piece) => (typeof piece === 'string' ? !/[\\`$]/.test(piece) : isShort(piece)));
  if (isSimple) {
    return `\`${pieces.map((piece) => (typeof piece === 'string' ? piece : `\${${expressionOf(piece)}}`)).join('')}\``;
  }
  return pieces.map((piece) => (typeof piece === 'string' ? `"${piece}"` : expressionOf(piece))).join(' + ');
}

/** True for a hole that may be inside a template string. */
const isShort = ({ source, place }: Hole) => source.kind !== 'basic' && place !== 'xml';

const fill = (code: string, holes: Holes) =>
  fillLiterals(code, /"(?:[^"\\]|\\.)*"/g, holes, (pieces) => joined(pieces));

/** The generator's code without its last statement, and the code of the URL. */
function requestCode(request: DraftRequest, generate: Generator): { readonly code: string; readonly url: string } {
  const holes = new Holes(JSON.stringify(request));
  const { user, body } = request;
  const basic: Hole | undefined = user && { source: { kind: 'basic', ...user }, place: 'plain', isBare: false };
  const own = request.headers.filter((header) => !isOwnType(header, body));
  const headers = [...own, ...(basic ? [{ key: 'Authorization', value: [basic] }] : [])];
  const made = fill(generate(withJsonBody({ ...request, headers }), holes), holes);
  const [, before = '', url = '""'] = /^(.*)^fetch\((.*), requestOptions\)\n.*$/ms.exec(made) ?? [];
  let code = before;
  if (body?.mode === 'file') {
    code = code.replace('"<file contents here>"', () => `readFileSync(${JSON.stringify(body.path)})`);
  }
  for (const { file, type } of body?.mode === 'multipart' ? body.fields : []) {
    if (file === undefined) continue;
    const options = type ? `, { type: ${JSON.stringify(type)} }` : '';
    const blob = `new Blob([readFileSync(${JSON.stringify(file)})]${options})`;
    const name = JSON.stringify(file.slice(file.lastIndexOf('/') + 1));
    code = code.replace(/fileInput\.files\[0\], "(?:[^"\\]|\\.)*"/, () => `${blob}, ${name}`);
  }
  return { code: code.trimEnd(), url };
}

/** The expression that reads a value of an answer. */
function readCode({ field }: DraftSignIn): string {
  if (typeof field === 'object' && 'header' in field) return `response.headers.get(${JSON.stringify(field.header)})`;
  if (typeof field === 'object' && 'body' in field) return '(await response.text()).trim()';
  const steps = stepsOf(field).map((step) =>
    typeof step === 'number'
      ? `?.at(${step})`
      : /^[A-Za-z_]\w*$/.test(step)
        ? `?.${step}`
        : `?.[${JSON.stringify(step)}]`,
  );
  return `(await response.json().catch(() => undefined))${steps.join('')}`;
}

function signInCode(signIn: DraftSignIn, generate: Generator): string[] {
  const { request, discovery, check } = signIn;
  const { code, url } = requestCode(request, generate);
  const find = discovery
    ? [
        `  const discovered = await fetch(${templateOf(discovery.url)});`,
        `  const ${localName(discovery.variable)} = (await discovered.json()).token_endpoint;`,
      ]
    : [];
  return [
    'async function signIn() {',
    ...find,
    code.replace(/^(?=.)/gm, '  '),
    `  const response = await fetch(${url}, requestOptions);`,
    `  const token = ${readCode(signIn)};`,
    `  if (!response.ok || !token) throw new Error(\`\${response.status}: \` + ${JSON.stringify(check)});`,
    '  return token;',
    '}',
    `const ${localName(signIn.token)} = await signIn();`,
    '',
  ];
}

/** Writes a request as a module for Node, with `fetch`. */
export function writeJavascript(draft: Draft, generate: Generator): string {
  const { notes, inputs, signIn, sets, call, failsAbove400, check } = draft;
  const typed = call?.body?.mode === 'multipart' ? call.body.fields.filter(({ file, type }) => type && !file) : [];
  const what = `\`\${response.status} \${response.statusText}\`${check ? ` + ${JSON.stringify(`. ${check}`)}` : ''}`;
  const failure = failsAbove400 ? [`if (response.status >= 400) throw new Error(${what});`] : [];
  const lost = typed.map(({ key }) => `fetch cannot send the Content-Type of the field ${key}.`);
  const sent = call && requestCode(call, generate);
  const names = inputs.map(({ key }) => JSON.stringify(key)).join(', ');
  const body = [
    ...(inputs.length > 0
      ? [`for (const name of [${names}]) if (!process.env[name]) throw new Error(\`set \${name}\`);`, '']
      : []),
    ...(signIn ? signInCode(signIn, generate) : []),
    ...sets.map(({ name, value }) => `const ${localName(name)} = ${templateOf(value)};`),
    ...(sent
      ? [
          sent.code,
          `const response = await fetch(${sent.url}, requestOptions);`,
          'console.log(await response.text());',
          ...failure,
        ]
      : []),
  ].join('\n');
  const imports = body.includes('readFileSync(') ? ['import { readFileSync } from "node:fs";', ''] : [];
  return [...comment('// ', [...notes, ...lost]), ...inputLines('// ', inputs), ...imports, body].join('\n');
}
