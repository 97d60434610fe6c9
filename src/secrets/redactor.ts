import { wordsOfScripts } from './own-words.ts';

/** The shortest secret that is looked for inside other text; a shorter one would hide half of every report. */
export const MIN_LENGTH = 4;
const MASK = '••••••';

/** A piece of a secret of this length is hidden as well: messages are cut, and half a password is one to guess. */
export const WINDOW = 8;

/** A secret of this length is made by a machine. */
const LONG = 64;

/** A token of this length is spelled in the ways of URLs and JSON only: all ways would take too much room. */
const HUGE = 1024 * 3;

/**
 * Hides known secrets in text and data, in every encoding in which a request or an answer may show them, whole and in
 * pieces of at least eight characters.
 */
export class Redactor {
  private readonly secrets = new Set<string>();
  /** Spellings of the secrets that the user gave; those that are learnt have a length at which pieces are enough. */
  private readonly forms = new Set<string>();
  private readonly windows = new Set<string>();
  private pattern: RegExp | undefined;

  private readonly known: readonly string[];
  private readonly own: ReadonlySet<string>;

  /**
   * @param secrets what to hide
   * @param known what stands in plain sight anyway, such as the files that are sent: pieces of it are not hidden, because
   *   that would hide half of a report, and nobody would learn less
   * @param own texts that are our words as a whole: to hide a secret in them would only show that it is one of our words
   */
  constructor(secrets: Iterable<string> = [], known: readonly string[] = [], own: ReadonlySet<string> = new Set()) {
    this.own = own;
    this.known = [...known, wordsOfScripts];
    // Whole, too: pieces that stand in plain sight are not hidden.
    for (const secret of secrets) this.add(secret, secret.length < LONG);
  }

  /**
   * Learns one more secret, for example a token that the run has just got.
   *
   * @param whole whether to look for all of it as well as for its pieces; a short one has no pieces
   */
  add(secret: string, whole = secret.length < WINDOW): void {
    if (secret.length < MIN_LENGTH || this.secrets.has(secret)) return;
    this.secrets.add(secret);
    if (whole) this.pattern = undefined;
    // A long one is a token, and looks like nothing that people write.
    const short = secret.length < LONG;
    for (const form of encodings(secret)) {
      if (whole) this.forms.add(form);
      for (let at = 0; at + WINDOW <= form.length; at++) {
        const piece = form.slice(at, at + WINDOW);
        if (!short || !this.known.some((text) => text.includes(piece))) this.windows.add(piece);
      }
    }
  }

  /** The text without the secrets. */
  text(text: string): string {
    if (this.secrets.size === 0 || this.own.has(text)) return text;
    const bytes = this.hideBytes(text);
    return this.hidePieces(this.forms.size === 0 ? bytes : bytes.replace(this.whole(), MASK));
  }

  private whole(): RegExp {
    // The longest first: a part of a secret must not be taken for another one, and the rest be left.
    const forms = () => [...this.forms].sort((a, b) => b.length - a.length).map(escapePattern);
    this.pattern ??= new RegExp(forms().join('|'), 'g');
    return this.pattern;
  }

  /** A Buffer in JSON is a list of numbers. */
  private hideBytes(text: string): string {
    return text.replace(/\d{1,3}(?:\s*,\s*\d{1,3}){3,}/g, (list) => {
      const bytes = Buffer.from(list.split(',').map(Number)).toString('utf8');
      return this.text(bytes) === bytes ? list : MASK;
    });
  }

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
   * A deep copy of plain data without the secrets; its keys are ours.
   *
   * @param own fields whose values are ours as well, such as outcomes
   */
  data<T>(value: T, own: ReadonlySet<string> = new Set()): T {
    if (typeof value === 'string') return this.text(value) as T;
    if (Array.isArray(value)) return value.map((item) => this.data(item, own)) as T;
    if (typeof value !== 'object' || value === null) return value;
    const copies = Object.entries(value).map(([key, field]) => [key, own.has(key) ? field : this.data(field, own)]);
    return Object.fromEntries(copies) as T;
  }
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

const htmlNames: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

const lower = (text: string) => text.replace(/%../g, (one) => one.toLowerCase());
const ascii = (text: string) =>
  text.replace(/[\u007f-\uffff]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** A secret as requests, answers and reports may spell it. */
export function encodings(text: string): string[] {
  // Half a character, which a server may send, cannot be URL-encoded.
  const secret = text.toWellFormed();
  const url = encodeURIComponent(secret);
  // A token of this size is a fault; all of its spellings would fill the memory.
  if (secret.length > HUGE) return [...new Set([text, secret, url])];
  const percent = (one: string) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`;
  const strictUrl = url.replace(/[!'()*]/g, percent);
  const bytes = Buffer.from(secret, 'utf8');
  const html = (spell: (character: string) => string) => secret.replace(/[&<>"']/g, spell);
  const numbers = (spell: (code: number) => string) =>
    secret.replace(/[^A-Za-z0-9 ]/gu, (one) => spell(one.codePointAt(0) as number));
  const json = JSON.stringify(secret).slice(1, -1);
  const urls = [
    url,
    strictUrl,
    strictUrl.replaceAll('~', '%7E'),
    url.replaceAll('%20', '+'),
    strictUrl.replaceAll('%20', '+'),
    encodeURI(secret),
    // Forms as new URLSearchParams writes them.
    new URLSearchParams([['', secret]]).toString().slice(1),
  ];
  const texts = [
    text,
    secret,
    ...urls,
    ...urls.map(lower),
    json,
    ascii(json),
    html((one) => htmlNames[one] as string),
    html((one) => (one === "'" ? one : (htmlNames[one] as string))),
    html((one) => `&#${one.charCodeAt(0)};`),
    html((one) => `&#x${one.charCodeAt(0).toString(16)};`),
    html((one) => (one === "'" ? '&#39;' : (htmlNames[one] as string))),
    numbers((code) => `&#${code};`),
    numbers((code) => `&#x${code.toString(16)};`),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    ...base64Forms(bytes),
  ];
  return [...new Set(texts)].filter((text) => text.length >= MIN_LENGTH);
}

/**
 * Base64 of a secret wherever it stands in a longer text, such as `id:secret` of a Basic header: what comes before it
 * shifts its bits by 0, 2 or 4, and the characters at both ends also hold bits of its neighbours.
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
