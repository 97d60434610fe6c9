import type { Result } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../diagnostics/origin.ts';
import { sentMedia } from '../import/entries/to-body.ts';
import { type DraftList, type ListOptions, printList, toList } from '../import/entries/to-list.ts';
import type { Omissions } from '../import/openapi/omissions.ts';
import { readDescription } from '../import/openapi/read-description.ts';
import { type ReadOther, readRoot } from '../import/openapi/read-root.ts';
import { samplesOf } from '../import/openapi/samples.ts';
import { templateVariables } from './auth-templates.ts';

/** What can be chosen for an import. */
export type ImportOptions = Omit<ListOptions, 'templateVariables'>;

/** The result of an import: a list as text, and what it does not have. */
export interface ImportedList {
  readonly list: DraftList;
  readonly text: string;
  /** Such as `OpenAPI 3.1`. */
  readonly format: string;
  readonly title: string;
  readonly omissions: Omissions;
}

/**
 * Makes an endpoint list from an OpenAPI or Swagger description. Nothing is fetched, and nothing of the description is
 * executed.
 *
 * @param readOther reads other files that the description refers to; without it, such a reference is an error
 */
export async function importDescription(
  source: SourceFile,
  options: ImportOptions,
  readOther?: ReadOther,
): Promise<Result<ImportedList>> {
  const root = readRoot(source, readOther);
  if (root.value === undefined) return { diagnostics: root.diagnostics };
  const read = readDescription(root.value, source.path);
  if (!read.value) return { diagnostics: read.diagnostics };
  const { description, references, omissions } = read.value;
  const samples = samplesOf(references);
  await samples.prepare(description.operations.flatMap(({ body }) => (body ? sentMedia(body) : [])));
  const list = toList(read.value, samples, { ...options, templateVariables });
  return {
    value: { list, text: printList(list), format: description.format, title: description.title, omissions },
    diagnostics: read.diagnostics,
  };
}
