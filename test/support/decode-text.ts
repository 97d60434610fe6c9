/** A private-use character that no text contains. It separates pieces that were not adjacent. */
const GAP = '\ue000';

/** Terminal escape sequences (ECMA-48) for colours and the cursor, and those of a single letter. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they begin with ESC
const control = /\u001b\[[0-?]*[ -/]*[@-~]|\u001b[ -/]*[0-Z\\^-~]/g;
/** Terminal escape sequences for titles and links. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they begin with ESC and end with BEL or ESC
const command = /\u001b[\]PX^_][^\u0007\u001b]*(?:\u0007|\u001b\\)/g;
/** White space, control characters, zero-width characters and the lines of tables. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it removes control characters
const unseen = /[\s\u0000-\u001f\u007f\u00ad\u200b-\u200f\u2060\u2500-\u259f|]+/g;

/**
 * Removes colours, white space, line ends and the lines of tables.
 *
 * @param commands whether the text inside a terminal title or link is kept
 */
export function strip(text: string, commands: 'keep' | 'drop'): string {
  const rest = commands === 'drop' ? text.replace(command, '') : text;
  return rest.replace(control, '').replace(unseen, '');
}

const named = new Map(
  [
    // HTML entity names for ASCII characters, each followed by its character …
    'quot" amp& apos\' lt< gt> excl! num# dollar$ percnt% lpar( rpar) ast* plus+ comma, period. sol/ colon: semi;',
    'equals= quest? commat@ lsqb[ lbrack[ bsol\\ rsqb] rbrack] Hat^ lowbar_ grave` lcub{ lbrace{ rcub} rbrace}',
    // … and for Latin letters.
    'AgraveÀ AacuteÁ AcircÂ AtildeÃ AumlÄ AringÅ AEligÆ CcedilÇ EgraveÈ EacuteÉ EcircÊ EumlË IgraveÌ IacuteÍ IcircÎ',
    'IumlÏ ETHÐ NtildeÑ OgraveÒ OacuteÓ OcircÔ OtildeÕ OumlÖ times× OslashØ UgraveÙ UacuteÚ UcircÛ UumlÜ YacuteÝ',
    'THORNÞ szligß agraveà aacuteá acircâ atildeã aumlä aringå aeligæ ccedilç egraveè eacuteé ecircê eumlë igraveì',
    'iacuteí icircî iumlï ethð ntildeñ ograveò oacuteó ocircô otildeõ oumlö divide÷ oslashø ugraveù uacuteú ucircû',
    'uumlü yacuteý thornþ yumlÿ',
  ]
    .flatMap((line) => line.split(' '))
    .map((pair) => [pair.slice(0, -1), pair.slice(-1)]),
);

const point = (code: number) => (code <= 0x10ffff ? String.fromCodePoint(code) : GAP);

/** Decodes UTF-8, or Latin-1 if the bytes are not valid UTF-8. */
function toText(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  return text.includes('\ufffd') ? bytes.toString('latin1') : text;
}

/**
 * Removes the escapes of URLs, forms, JSON, JavaScript and HTML, in any order and nested to any depth up to ten.
 * White space is removed, also where it is escaped.
 */
export function unescapeText(text: string): string {
  let before = '';
  // Each round shortens the text, so the loop ends. Nobody escapes a text more than ten times.
  let after = strip(text, 'keep');
  for (let round = 0; round < 10 && after !== before; round++) {
    before = after;
    const unescaped = before
      .replace(/(?:%[0-9a-f]{2})+/gi, (run) => toText(Buffer.from(run.replaceAll('%', ''), 'hex')))
      .replace(/%u([0-9a-f]{4})/gi, (_, hex: string) => point(Number.parseInt(hex, 16)))
      .replace(/\\+u(?:\{([0-9a-f]{1,6})\}|([0-9a-f]{4}))/gi, (_, braced?: string, bare?: string) =>
        point(Number.parseInt(braced ?? bare ?? '', 16)),
      )
      .replace(/\\+x([0-9a-f]{2})/gi, (_, hex: string) => point(Number.parseInt(hex, 16)))
      .replace(/\\+[bfnrtv]/g, '')
      .replaceAll('\\', '')
      .replace(/&#x([0-9a-f]{1,6});?/gi, (_, hex: string) => point(Number.parseInt(hex, 16)))
      .replace(/&#(\d{1,7});?/g, (_, digits: string) => point(Number(digits)))
      .replace(/&([A-Za-z]{2,8});/g, (whole, name: string) => named.get(name) ?? (/^nbsp$/i.test(name) ? '' : whole))
      // Repair UTF-8 that was decoded as Latin-1.
      .replace(/[\u00c2-\u00f4][\u0080-\u00bf]{1,3}/g, (run) => {
        const repaired = Buffer.from(run, 'latin1').toString('utf8');
        return repaired.includes('\ufffd') ? run : repaired;
      });
    after = strip(unescaped, 'keep');
  }
  return after;
}

/** Decodes bytes that a text contains as numbers, hex digits or base64. The pieces are joined with {@link GAP}. */
export function decodeBytes(text: string): string {
  const found: string[] = [];
  const add = (bytes: Buffer) => {
    // Decoding at the wrong offset gives noise, which hardly ever has eight valid UTF-8 characters in a row.
    found.push(...(bytes.toString('utf8').match(/[^\ufffd]{8,}/g) ?? []));
    found.push(...(bytes.toString('latin1').match(/[^\p{Cc}]{8,}/gu) ?? []));
  };
  const numbers = (run: string) => add(Buffer.from((run.match(/\d+/g) ?? []).map(Number)));
  // [112,97,…] and {"0":112,"1":97,…}
  for (const [run] of text.matchAll(/\d{1,3}(?:,\d{1,3}){7,}/g)) numbers(run);
  for (const [run] of text.matchAll(/(?:"?\d+"?:\d{1,3},){7,}"?\d+"?:\d{1,3}/g)) numbers(run.replace(/"?\d+"?:/g, ''));
  // 7061… and 70:61:… and 0x70,0x61,…
  for (const [run] of text.matchAll(/(?:(?:0x)?[0-9a-f]{2}[:,.-]?){8,}[0-9a-f]?/gi)) {
    const digits = run.replace(/0x|[^0-9a-f]/gi, '');
    for (const start of [0, 1]) add(Buffer.from(digits.slice(start), 'hex'));
  }
  for (const [run] of text.matchAll(/[A-Za-z0-9+/_-]{10,}/g)) {
    for (const start of [0, 1, 2, 3]) add(Buffer.from(run.slice(start), 'base64'));
  }
  return found.map((piece) => piece + GAP).join('');
}
