import { escapePattern } from '../notation/pattern.ts';
import { maskDecoded } from './mask-decoded.ts';
import { wordsOfScripts } from './own-words.ts';
import { changeHoles } from './script-messages.ts';

/** Minimum length of a secret to hide. A shorter secret occurs in ordinary words and would make reports unreadable. */
export const MIN_LENGTH = 4;
const MASK = '••••••';

/** Parts of a secret with this length are hidden as well: messages may be cut, and half a password helps to guess it. */
export const WINDOW = 8;

/** A secret of this length is not typed by a person, but generated. */
const LONG = 64;

/** A secret of this length is searched for only as it is and URL-encoded: all encodings would need too much memory. */
const HUGE = 1024 * 3;

/**
 * Hides known secrets in text and data. It finds them in every encoding in which a request or an answer may contain
 * them, whole and in parts of at least eight characters.
 */
export class Redactor {
  private readonly secrets = new Set<string>();
  /** All encodings of secrets that are searched for as a whole. */
  private readonly forms = new Set<string>();
  /** All parts, of `WINDOW` characters, of all encodings of the secrets. */
  private readonly windows = new Set<string>();
  /** Matches any of `forms`; undefined until it is needed. */
  private pattern: RegExp | undefined;

  private readonly known: readonly string[];
  private readonly own: ReadonlySet<string>;

  /**
   * @param secrets the secrets to hide
   * @param known public texts, such as names and URLs of the list. Parts of a secret that occur in them are not hidden:
   *   that would make a report unreadable without protecting anything
   * @param own complete texts of postmint itself. They are never changed: a mask in them would reveal which word the
   *   secret is
   */
  constructor(secrets: Iterable<string> = [], known: readonly string[] = [], own: ReadonlySet<string> = new Set()) {
    this.own = own;
    this.known = [...known, wordsOfScripts];
    // Also search for whole secrets, because parts that occur in public texts are not hidden.
    for (const secret of secrets) this.add(secret, secret.length < LONG);
  }

  /**
   * Adds a secret, for example a token that the run has just received.
   *
   * @param whole search for the whole secret as well as for its parts. Default: only if it is too short to have parts
   */
  add(secret: string, whole = secret.length < WINDOW): void {
    if (secret.length < MIN_LENGTH || this.secrets.has(secret)) return;
    this.secrets.add(secret);
    if (whole) this.pattern = undefined;
    // Long secrets are tokens and never coincide with ordinary text.
    const short = secret.length < LONG;
    for (const form of encodings(secret)) {
      if (whole) this.forms.add(form);
      for (let at = 0; at + WINDOW <= form.length; at++) {
        const piece = form.slice(at, at + WINDOW);
        if (!short || !this.known.some((text) => text.includes(piece))) this.windows.add(piece);
      }
    }
  }

  /** Returns the text with all secrets masked. */
  text(text: string): string {
    if (this.secrets.size === 0 || this.own.has(text)) return text;
    const masked = this.mask(text);
    return masked === text ? text : (changeHoles(text, (part) => this.mask(part)) ?? masked);
  }

  private mask(text: string): string {
    const bytes = this.hideBytes(this.hideEncoded(text));
    return this.hidePieces(this.forms.size === 0 ? bytes : bytes.replace(this.whole(), MASK));
  }

  private whole(): RegExp {
    // Longest first: if one secret begins with another, the whole longer secret must be masked.
    const forms = () => [...this.forms].sort((a, b) => b.length - a.length).map(escapePattern);
    this.pattern ??= new RegExp(forms().join('|'), 'g');
    return this.pattern;
  }

  /**
   * Masks whole secrets that are percent-encoded in part, as in a path, where `=` stays. Each place of a URL encodes other
   * characters, so the URL is decoded instead.
   */
  private hideEncoded(text: string): string {
    if (!text.includes('%')) return text;
    return text.replace(/[^\s"<>]*%[0-9a-f]{2}[^\s"<>]*/gi, (url) => maskDecoded(url, this.secrets, MASK));
  }

  /** Masks lists of numbers that are the bytes of a secret, as in the JSON of a Buffer. */
  private hideBytes(text: string): string {
    return text.replace(/\d{1,3}(?:\s*,\s*\d{1,3}){3,}/g, (list) => {
      const bytes = Buffer.from(list.split(',').map(Number)).toString('utf8');
      return this.mask(bytes) === bytes ? list : MASK;
    });
  }

  /** Masks all parts of secrets. Adjacent parts become one mask. */
  private hidePieces(text: string): string {
    let result = '';
    let from = 0;
    for (let at = 0; at + WINDOW <= text.length; at++) {
      if (!this.windows.has(text.slice(at, at + WINDOW))) continue;
      let end = at + WINDOW;
      while (end < text.length && this.windows.has(text.slice(end - WINDOW + 1, end + 1))) end++;
      result += text.slice(from, at) + MASK;
      from = end;
      at = end - 1;
    }
    return result + text.slice(from);
  }

  /**
   * Returns a deep copy of plain data with all secrets masked. Keys are not changed.
   *
   * @param own names of fields whose values are never changed, such as `outcome`
   */
  data<T>(value: T, own: ReadonlySet<string> = new Set()): T {
    if (typeof value === 'string') return this.text(value) as T;
    if (Array.isArray(value)) return value.map((item) => this.data(item, own)) as T;
    if (typeof value !== 'object' || value === null) return value;
    const copies = Object.entries(value).map(([key, field]) => [key, own.has(key) ? field : this.data(field, own)]);
    return Object.fromEntries(copies) as T;
  }
}

const htmlNames: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

const escapeJson = (text: string) => JSON.stringify(text).slice(1, -1);
const lower = (text: string) => text.replace(/%../g, (code) => code.toLowerCase());
const ascii = (text: string) =>
  text.replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Returns a secret in all encodings that requests, answers and reports may use: URL, JSON, HTML, hex and Base64. */
export function encodings(text: string): string[] {
  // A server may send half of a surrogate pair, which cannot be URL-encoded.
  const secret = text.toWellFormed();
  const url = encodeURIComponent(secret);
  // All encodings of such a token would need too much memory.
  if (secret.length > HUGE) return [...new Set([text, secret, url])];
  const percent = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  const strictUrl = url.replace(/[!'()*]/g, percent);
  const bytes = Buffer.from(secret, 'utf8');
  const html = (encode: (character: string) => string) => secret.replace(/[&<>"']/g, encode);
  const numbers = (encode: (code: number) => string) =>
    secret.replace(/[^A-Za-z0-9 ]/gu, (character) => encode(character.codePointAt(0) as number));
  const json = escapeJson(secret);
  // JSON inside JSON, as in a message of a script that quotes a body with a JSON text in it.
  const escaped = [json, ascii(json), json.replaceAll('/', '\\/')].flatMap((form) => {
    const twice = escapeJson(form);
    return [form, twice, escapeJson(twice)];
  });
  const urls = [
    url,
    strictUrl,
    strictUrl.replaceAll('~', '%7E'),
    url.replaceAll('%20', '+'),
    strictUrl.replaceAll('%20', '+'),
    encodeURI(secret),
    // As in a form body.
    new URLSearchParams([['', secret]]).toString().slice(1),
  ];
  const texts = [
    text,
    secret,
    ...urls,
    ...urls.map(lower),
    ...escaped,
    html((character) => htmlNames[character] as string),
    html((character) => (character === "'" ? character : (htmlNames[character] as string))),
    html((character) => `&#${character.charCodeAt(0)};`),
    html((character) => `&#x${character.charCodeAt(0).toString(16)};`),
    html((character) => (character === "'" ? '&#39;' : (htmlNames[character] as string))),
    numbers((code) => `&#${code};`),
    numbers((code) => `&#x${code.toString(16)};`),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    ...base64Forms(bytes),
  ];
  return [...new Set(texts)].filter((text) => text.length >= MIN_LENGTH);
}

/**
 * Base64 of a secret inside a longer text, such as `id:secret` in a Basic header. The text before it shifts its bits by
 * 0, 2 or 4. Characters at both ends that also encode bits of the text around it are removed.
 */
function base64Forms(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const start = shift === 0 ? 0 : shift + 1;
    const end = (bytes.length + shift) % 3 === 0 ? text.length : text.length - 1;
    const inner = text.slice(start, end);
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')];
  });
}
