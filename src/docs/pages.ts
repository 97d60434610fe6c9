import type { Api } from '../model/api.ts';
import type { SnippetWriter } from '../snippets/snippet.ts';
import { type Download, toOnboarding } from './onboarding.ts';
import { loadMarkdown } from './render-markdown.ts';
import { type PageAssets, toHtml } from './to-html.ts';
import { toMarkdown } from './to-markdown.ts';
import { Variants } from './variants.ts';

/** An onboarding page in both formats. */
export interface Pages {
  readonly html: string;
  readonly markdown: string;
}

/**
 * Makes the onboarding page of an API.
 *
 * @param downloads the generated files as they would be printed: the collection, and the environments in their order
 * @param write writes the snippets
 */
export async function toPages(
  api: Api,
  downloads: readonly Download[],
  write: SnippetWriter,
  assets: PageAssets,
): Promise<Pages> {
  const onboarding = toOnboarding(api, downloads);
  const markdown = await loadMarkdown();
  return {
    html: toHtml(onboarding, new Variants(api, write), markdown, assets),
    markdown: toMarkdown(onboarding, new Variants({ ...api, environments: api.environments.slice(0, 1) }, write)),
  };
}
