import type { Printable } from '../../source/print/print-value.ts';
import type { Answer, Operation } from '../openapi/description.ts';
import { plainValue } from '../openapi/plain-text.ts';
import { hasLongNumber, isJson, isLarge } from '../openapi/samples.ts';
import type { Draft, EntryContext } from './context.ts';
import { cleanName } from './names.ts';
import { hasBraces, withoutSecrets } from './secret-values.ts';

/** Examples of one answer. */
const MOST_EXAMPLES = 3;

/** Returns `expect` and `examples` of an operation. */
export function toExpectation(operation: Operation, context: EntryContext): Draft {
  const wanted = wantedAnswers(operation.answers);
  const statuses = wanted.flatMap(({ status }) => (/^\d{3}$/.test(status) ? [Number(status)] : []));
  const status = statuses.length > 1 ? statuses : statuses[0];
  const type = typeOf(wanted);
  const media = wanted.flatMap((answer) => answer.media);
  if (type === undefined)
    for (const { pointer, examples } of media) if (examples.length === 0) context.omissions.add('other-media', pointer);
  const schema = context.withSchemas ? schemaOf(wanted, context) : undefined;
  noteSchemas(operation.answers, wanted, schema !== undefined, context);
  const long: Draft = {
    ...(status === undefined ? {} : { status }),
    ...(type === undefined ? {} : { headers: { 'Content-Type': type } }),
    ...(schema === undefined ? {} : { schema: schema as Printable }),
  };
  const isShort = type === undefined && schema === undefined;
  const examples = operation.answers.flatMap((answer) => toExamples(answer, wanted.includes(answer), context));
  return {
    ...(Object.keys(long).length === 0 ? {} : { expect: isShort ? status : long }),
    ...(examples.length > 0 ? { examples } : {}),
  };
}

/** The answers to expect: success; else a redirect, which is not followed; else whatever is documented as 2XX. */
function wantedAnswers(answers: readonly Answer[]): readonly Answer[] {
  const success = answers.filter(({ status }) => /^2\d\d$/.test(status));
  if (success.length > 0) return success;
  const classes = answers.filter(({ status }) => /^2XX$/i.test(status));
  if (classes.length > 0) return classes;
  const redirects = answers.filter(({ status }) => /^3\d\d$/.test(status) && status !== '304');
  return redirects.length > 0 ? redirects : answers.filter(({ status }) => status === 'default').slice(0, 1);
}

/** The media type that all expected answers have; undefined if there is none, or several. */
function typeOf(wanted: readonly Answer[]): string | undefined {
  const types = new Set(wanted.flatMap(({ media }) => media.map(({ type }) => type.split(';')[0]?.trim() ?? '')));
  const [type] = types;
  const isEach = wanted.every(({ media, status }) => media.length > 0 && status !== 'default');
  return types.size === 1 && isEach && type && /^[\w.+-]+\/[\w.+-]+$/.test(type) ? type : undefined;
}

function schemaOf(wanted: readonly Answer[], context: EntryContext): unknown {
  if (wanted.length !== 1 || wanted[0]?.status === 'default') return undefined;
  const media = wanted[0]?.media.find(({ type, schema }) => isJson(type) && schema !== undefined);
  return media?.schema && plainValue(context.samples.answerSchema(media.schema));
}

/** Notes the answers that are not in the list, and the schemas of those that are. */
function noteSchemas(
  answers: readonly Answer[],
  wanted: readonly Answer[],
  isUsed: boolean,
  { omissions }: EntryContext,
): void {
  for (const answer of answers) {
    const isWanted = wanted.includes(answer);
    const hasExample = answer.media.some(({ examples }) => examples.length > 0);
    if (answer.description !== undefined && (isWanted || hasExample)) {
      omissions.add('answer-description', `${answer.pointer}/description`);
    }
    if (!isWanted && !hasExample) omissions.add('other-answer', answer.pointer);
    else {
      const schemas = new Set(answer.media.flatMap(({ schemaPointer }) => schemaPointer ?? []));
      for (const pointer of isWanted && isUsed ? [] : schemas) omissions.add('answer-schema', pointer);
    }
  }
}

function toExamples(answer: Answer, isWanted: boolean, { omissions }: EntryContext): Draft[] {
  if (!/^\d{3}$/.test(answer.status) && answer.status !== 'default') return [];
  const status = answer.status === 'default' ? undefined : Number(answer.status);
  const all = answer.media.flatMap((media) => media.examples.map((example) => ({ ...example, type: media.type })));
  const drafts: Draft[] = [];
  for (const { name, summary, value, pointer, type } of all) {
    if (drafts.length >= (isWanted ? MOST_EXAMPLES : 1)) omissions.add('other-example', pointer);
    else if (isLarge(value)) omissions.add('large-example', pointer);
    else if (hasLongNumber(value)) omissions.add('long-number', pointer);
    else if (hasBraces(value)) omissions.add('other-example', pointer);
    else {
      let hasSecret = false;
      const body = withoutSecrets(value, (key) => {
        hasSecret = true;
        return `<${key || 'secret'}>`;
      });
      if (hasSecret) omissions.add('secret-example', pointer);
      const title = cleanName(summary ?? (name === 'Example' ? (answer.description ?? name) : name)) || 'Example';
      drafts.push({
        name: title,
        ...(status === undefined ? {} : { status }),
        ...(isJson(type) ? {} : { headers: { 'Content-Type': type } }),
        body: body as Printable,
      });
    }
  }
  return drafts;
}
