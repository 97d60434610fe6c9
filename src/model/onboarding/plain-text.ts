/**
 * Returns a short Markdown text as plain text in one line: without the marks of emphasis and code.
 *
 * @example plainText('the *Credentials* tab') // 'the Credentials tab'
 */
export const plainText = (markdown: string): string => markdown.replace(/[*`]/g, '').replace(/\s+/g, ' ').trim();
