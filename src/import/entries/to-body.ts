import { findReferences } from '../../notation/references.ts';
import type { Printable } from '../../source/print/print-value.ts';
import type { Body, Media, Operation } from '../openapi/description.ts';
import { plainText } from '../openapi/plain-text.ts';
import { isTree, pairsOf, treeOf, wordOf } from '../openapi/tree.ts';
import type { Draft, DraftPart, EntryContext } from './context.ts';
import { withoutSecrets } from './secret-values.ts';
import { scalarOf, textOfValue } from './serialize.ts';

const kinds: readonly [kind: string, pattern: RegExp][] = [
  ['json', /[/+]json(?:;|$)/],
  ['form', /^application\/x-www-form-urlencoded/],
  ['multipart', /^multipart\/form-data/],
  ['xml', /[/+]xml(?:;|$)/],
  ['text', /^text\//],
  ['file', /^/],
];

const kindOf = (type: string) =>
  type === '*/*' ? 'json' : (kinds.find(([, pattern]) => pattern.test(type))?.[0] ?? 'file');
const rank = (media: Media) => kinds.findIndex(([kind]) => kind === kindOf(media.type));

/** Media types that a body of a list has by itself. */
const usual: Readonly<Record<string, RegExp>> = {
  json: /^(?:application\/json|\*\/\*)(?:;|$)/,
  form: /^application\/x-www-form-urlencoded/,
  multipart: /^multipart\/form-data/,
  xml: /^application\/xml(?:;|$)/,
  text: /^text\/plain(?:;|$)/,
  file: /^(?:application\/octet-stream|\*\/\*)(?:;|$)/,
};

/** Returns the media type that a request sends: JSON, if there are several. */
export const sentMedia = ({ media }: Body): Media => [...media].sort((a, b) => rank(a) - rank(b))[0] as Media;

/** Returns the body of an operation, and the header that its media type needs. */
export function toBody(operation: Operation, context: EntryContext): DraftPart {
  const { body } = operation;
  if (!body) return { keys: {}, comments: [] };
  const media = sentMedia(body);
  for (const other of body.media)
    if (other !== media && other.pointer !== media.pointer) context.omissions.add('other-media', other.pointer);
  const others = [...new Set(body.media.map(({ type }) => type).filter((type) => type !== media.type))];
  const comments = others.length > 0 ? [`Other types of the body: ${others.join(', ')}.`] : [];
  const kind = kindOf(media.type);
  const { value: made, pointer, omitted } = context.samples.body(media);
  for (const [reason, place] of omitted) context.omissions.add(reason, place);
  const secrets = new Set<string>();
  const value = withoutSecrets(withoutFaults(made), (key) => {
    const about = `Secret in the body of ${operation.method} ${operation.path}`;
    const name = context.variables.secret(key || 'secret', about);
    secrets.add(name);
    return `{{${name}}}`;
  });
  const content = toContent(kind, value, media);
  if (pointer !== undefined && secrets.size > 0) context.omissions.add('secret-example', pointer);
  if (pointer !== undefined && 'file' in content) context.omissions.add('other-example', pointer);
  // The body decides what its type is without a header.
  const own = Object.keys(content)[0] ?? kind;
  const header = usual[own]?.test(media.type) ? {} : { 'Content-Type': media.type };
  const braces = bracesIn(content).filter((name) => !secrets.has(name));
  if (media.schemaPointer !== undefined) context.omissions.add('body-schema', media.schemaPointer);
  const keys: Draft = {
    ...content,
    ...(braces.length > 0 ? { literal_braces: braces } : {}),
    ...(Object.keys(header).length > 0 ? { headers: header } : {}),
  };
  return { keys, comments };
}

/** Names whose braces are text of an example. */
const bracesIn = (value: unknown): string[] => [
  ...new Set(findReferences(JSON.stringify(value) ?? '').map(({ name }) => name)),
];

/** A copy of a value without braces that no list can send, such as `{{ a b }}`. */
function withoutFaults(value: unknown): unknown {
  if (typeof value === 'string') {
    const isWrong = findReferences(value).some(({ name, fault }) => fault !== undefined || name.startsWith('$'));
    return isWrong ? plainText(value) : value;
  }
  if (Array.isArray(value)) return value.map(withoutFaults);
  return isTree(value)
    ? Object.fromEntries(pairsOf(value).map(([key, item]) => [plainText(key), withoutFaults(item)]))
    : value;
}

function toContent(kind: string, value: unknown, media: Media): Draft {
  if (kind === 'json') return { json: (value ?? {}) as Printable };
  if (kind === 'form') return { form: toFields(value, media, (item) => item) };
  if (kind === 'multipart') return { multipart: toFields(value, media, (item, name) => toPart(item, name, media)) };
  const isBinary = treeOf(media.schema).format === 'binary' || media.schema === undefined;
  if (kind === 'file')
    return typeof value === 'string' && value !== '' && !isBinary ? { text: value } : { file: 'files/body.bin' };
  return {
    [kind]:
      typeof value === 'string' && value !== '' ? value : kind === 'xml' ? '<body/>' : textOfValue(value) || 'text',
  };
}

/** Fields of a form. A list repeats its name; an object is JSON. */
function toFields(value: unknown, media: Media, toField: (item: Printable, name: string) => Printable): Draft {
  const fields: Draft = {};
  for (const [name, item] of Object.entries(treeOf(value))) {
    const style = media.encoding.get(name) ?? {};
    const texts = Array.isArray(item) && style.explode !== false ? item : [item];
    const sent = texts.map((text) => toField(fieldOf(text), name));
    fields[name] = sent.length === 1 ? sent[0] : sent;
  }
  return fields;
}

const fieldOf = (value: unknown): Printable =>
  Array.isArray(value) ? value.map(textOfValue).join(',') : scalarOf(value);

/** A part of a multipart body: a file where the schema says binary. */
function toPart(value: Printable, name: string, { schema, encoding }: Media): Printable {
  const property = treeOf(treeOf(treeOf(schema).properties)[name]);
  const items = treeOf(property.items);
  const isFile = [property, items].some(
    ({ format, contentMediaType }) => format === 'binary' || contentMediaType === 'application/octet-stream',
  );
  const type =
    wordOf(treeOf(encoding.get(name)).contentType)
      .split(',')[0]
      ?.trim() ?? '';
  const own = /^[\w.+-]+\/[\w.+-]+$/.test(type) ? { type } : {};
  if (isFile) return { file: `files/${name.replace(/[^\w.-]+/g, '_')}.bin`, ...own };
  return Object.keys(own).length > 0 ? { value, ...own } : value;
}
