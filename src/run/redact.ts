/** The shortest secret that is looked for inside other text; a shorter one would hide half of every report. */
const MIN_LENGTH = 4;
const MASK = '••••••';

/** Hides known secrets in text and data, in every encoding in which a request or an answer may show them. */
export class Redactor {
  private readonly forms = new Set<string>();
  private pattern: RegExp | undefined;

  constructor(secrets: Iterable<string> = []) {
    for (const secret of secrets) this.add(secret);
  }

  /** Learns one more secret, for example a token that the run has just got. */
  add(secret: string): void {
    if (secret.length < MIN_LENGTH || this.forms.has(secret)) return;
    for (const form of encodings(secret)) this.forms.add(form);
    this.pattern = undefined;
  }

  /** The text without the secrets. */
  text(text: string): string {
    if (this.forms.size === 0) return text;
    // The longest first: a part of a secret must not be taken for another one, and the rest be left.
    this.pattern ??= new RegExp(
      [...this.forms]
        .sort((a, b) => b.length - a.length)
        .map(escapePattern)
        .join('|'),
      'g',
    );
    return text.replace(this.pattern, MASK);
  }

  /** A deep copy of plain data without the secrets, in keys and values. */
  data<T>(value: T): T {
    if (typeof value === 'string') return this.text(value) as T;
    if (Array.isArray(value)) return value.map((one) => this.data(one)) as T;
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [this.text(key), this.data(one)])) as T;
  }
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

function encodings(secret: string): Set<string> {
  const url = encodeURIComponent(secret);
  const bytes = Buffer.from(secret, 'utf8');
  return new Set([
    secret,
    url,
    url.replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`),
    url.replaceAll('%20', '+'),
    encodeURI(secret),
    JSON.stringify(secret).slice(1, -1),
    secret.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`),
    bytes.toString('hex'),
    bytes.toString('base64'),
    bytes.toString('base64url'),
  ]);
}
