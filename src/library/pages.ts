import type { Api } from '../model/api.ts';
import { fileKinds } from '../output/file-kinds.ts';
import type { DiskFile, OutputFile } from '../output/output-file.ts';
import { markOf } from '../output/ownership.ts';
import { planOutput } from '../output/plan.ts';
import { readPageAssets } from '../source/templates.ts';

const kinds = ['html-page', 'markdown-page'] as const;

/** Returns the names of an API's onboarding pages, such as `book-shop.docs.html`. */
export const pageNames = ({ slug }: Pick<Api, 'slug'>): string[] =>
  kinds.map((kind) => `${slug}${fileKinds[kind].ending}`);

/** True for the name of an onboarding page of any list. */
export const isPage = (name: string): boolean => kinds.some((kind) => name.endsWith(fileKinds[kind].ending));

/**
 * Returns which pages a list keeps up to date: those that it made, also under an earlier name. A file of somebody else with
 * the name of a page is none.
 *
 * @param list file name of the list
 */
export function presentPages(disk: readonly DiskFile[], list: string): (name: string) => boolean {
  const endings = kinds
    .map((kind) => fileKinds[kind])
    .filter(({ ending, parse }) =>
      disk.some(({ name, text }) => name.endsWith(ending) && markOf(parse(text) ?? {})?.list === list),
    )
    .map(({ ending }) => ending);
  return (name) => endings.some((ending) => name.endsWith(ending));
}

/**
 * Makes the onboarding page of an API, as HTML and as Markdown. The files in it are those that `generate` prints, without
 * what people have typed into theirs.
 *
 * @param list file name of the list
 * @param files the collection and the environments, see `generate`
 */
export async function makePages(api: Api, list: string, files: readonly OutputFile[]): Promise<OutputFile[]> {
  const [{ toPages }, { loadSnippets }] = await Promise.all([
    import('../docs/pages.ts'),
    import('../snippets/snippet.ts'),
  ]);
  const printed = planOutput({ list, files, disk: [], show: (name) => name });
  const downloads = printed.map(({ name, text = '' }) => ({ name, text }));
  const pages = await toPages(api, downloads, await loadSnippets(), readPageAssets('onboarding'));
  const [html = '', markdown = ''] = pageNames(api);
  return [
    { kind: 'html-page', name: html, content: { text: pages.html } },
    { kind: 'markdown-page', name: markdown, content: { text: pages.markdown } },
  ];
}
