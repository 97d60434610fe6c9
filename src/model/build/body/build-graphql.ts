import { diagnose } from '../../../diagnostics/diagnostic.ts';
import { isPlainDynamic } from '../../../notation/dynamic-variables.ts';
import { referenceNames } from '../../../notation/references.ts';
import type { FileReference, LongGraphql } from '../../../schema/endpoint-list.ts';
import type { Located } from '../../../source/located.ts';
import type { Body } from '../../body.ts';
import type { BuildContext } from '../build-context.ts';
import { toJsonText } from '../json-text.ts';

type GraphqlBody = Extract<Body, { mode: 'graphql' }>;

/** Builds a GraphQL body, in short or long form. */
export function buildGraphql(
  located: Located<string | FileReference | LongGraphql>,
  context: BuildContext,
): GraphqlBody {
  const long = located.has('query') ? located.as<LongGraphql>() : undefined;
  const document = (long?.get('query') ?? located) as Located<string | FileReference>;
  const query = context.textOrFile(document).trimEnd();
  const escaped = new Set(referenceNames(query).filter((name) => !isPlainDynamic(name)));
  const variables = long?.get('variables') as Located<unknown> | undefined;
  const json = variables ? toJsonText(variables, context, escaped) : '';
  context.noteAlone(json);
  const operation = long?.get('operation');
  if (query === '') context.report(diagnose('empty-body', { key: 'graphql' }, document));
  const name = operation?.text();
  if (name !== undefined && !new RegExp(`\\b${name.replace(/\W/g, '\\$&')}\\b`).test(query)) {
    const known = [...query.matchAll(/\b(?:query|mutation|subscription)\s+(\w+)/g)].map(([, known = '']) => known);
    context.report(diagnose('unknown-operation', { name, known }, operation));
  }
  return { mode: 'graphql', query, variables: json, ...(name ? { operation: name } : {}), escaped: [...escaped] };
}
