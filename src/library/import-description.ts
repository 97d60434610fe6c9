import type { Result } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../diagnostics/origin.ts';
import { type DraftList, type ListOptions, printList, toList } from '../import/entries/to-list.ts';
import { Omissions } from '../import/openapi/omissions.ts';
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
  const { description, references } = read.value;
  const samples = samplesOf(references);
  const make = () => {
    const omissions = read.value?.omissions.copy() ?? new Omissions();
    const whole = { description, references, omissions };
    return { list: toList(whole, samples, { ...options, templateVariables }), omissions };
  };
  let made = make();
  if (samples.needsMore) {
    await samples.loadMore();
    made = make();
  }
  const { list, omissions } = made;
  return {
    value: { list, text: printList(list), format: description.format, title: description.title, omissions },
    diagnostics: read.diagnostics,
  };
}
