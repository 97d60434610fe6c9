/** HTML that may be put into a page as it is. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What a template may contain. Lists are joined; `undefined` and `false` are empty. */
export type HtmlValue = string | number | Html | undefined | false | readonly HtmlValue[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Escapes text for HTML, in attributes as well. Characters that change the direction of text become visible. */
export function escapeHtml(text: string): string {
  return showDirections(text).replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** Escapes text for the content of an element. Quotes stay as they are, so that code is short. */
export function escapeContent(text: string): string {
  const lines = text
    .split('\r')
    .map((part) => showDirections(part).replace(/[&<>]/g, (sign) => entities[sign] ?? sign));
  // A parser of HTML would read a line end in its place.
  return lines.join('&#13;');
}

/** Shows what could make a name look like another one, and control characters. */
function showDirections(text: string): string {
  return text.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: HTML does not allow them.
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u202a-\u202e\u2060-\u2069\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function toText(value: HtmlValue): string {
  if (value === undefined || value === false) return '';
  if (value instanceof Html) return value.text;
  if (typeof value === 'string' || typeof value === 'number') return escapeHtml(String(value));
  return value.map(toText).join('');
}

/**
 * A template of HTML. Texts in it are escaped.
 *
 * @example html`<b>${name}</b>`
 */
export function html(strings: TemplateStringsArray, ...values: HtmlValue[]): Html {
  return new Html(
    strings.map((text, index) => `${text}${index < values.length ? toText(values[index]) : ''}`).join(''),
  );
}
