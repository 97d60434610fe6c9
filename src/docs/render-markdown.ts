import { Html } from '../notation/html/html.ts';

/** Renders Markdown of a list, as blocks or as one line. */
export interface MarkdownRenderer {
  readonly block: (markdown: string) => Html;
  readonly inline: (markdown: string) => Html;
}

/**
 * Loads markdown-it. Its output has no HTML of the text, no images, and links to http, https and mailto only. Headings become
 * bold lines, because the page has its own.
 */
export async function loadMarkdown(): Promise<MarkdownRenderer> {
  const { default: MarkdownIt } = await import('markdown-it');
  const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false });
  markdown.disable(['image']);
  markdown.validateLink = (url) => /^(?:https?:\/\/|mailto:|#)/i.test(url.trim());
  const { rules } = markdown.renderer;
  rules.heading_open = () => '<p><strong>';
  rules.heading_close = () => '</strong></p>\n';
  rules.link_open = (tokens, index, options, _env, renderer) => {
    tokens[index]?.attrSet('rel', 'noopener noreferrer');
    return renderer.renderToken(tokens, index, options);
  };
  const table = '<div class="scroll" tabindex="0" role="group" aria-label="Table"><table>\n';
  rules.table_open = () => table;
  rules.table_close = () => '</table></div>\n';
  const pre = (content: string) => `<pre tabindex="0"><code>${markdown.utils.escapeHtml(content)}</code></pre>\n`;
  rules.fence = (tokens, index) => pre(tokens[index]?.content ?? '');
  rules.code_block = (tokens, index) => pre(tokens[index]?.content ?? '');
  const clean = (text: string) =>
    text.replace(/[\u202a-\u202e\u2066-\u2069]/g, (character) => `\\u${character.charCodeAt(0).toString(16)}`);
  return {
    block: (text) => new Html(markdown.render(clean(text))),
    inline: (text) => new Html(markdown.renderInline(clean(text))),
  };
}
