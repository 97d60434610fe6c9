/** Values that stand for a secret, or for none. */

import { wordsOf } from './secret-key.ts';

/** Words that mark a text as a placeholder, wherever they are in it. */
const marks = new Set(
  `your example examples sample dummy fake mock placeholder changeme change replace replaceme insert redacted hidden masked
  todo tbd here xxx abc123 foobar lorem wrong invalid unknown nothing`
    .trim()
    .split(/\s+/),
);

/** Words of which a value can consist without being a secret: `bearer`, `my-token`, `access_token`, `required`. */
const plain = new Set(
  `bearer basic digest jwt opaque mac dpop header query cookie body form none null nil undefined true false yes no on off
  required optional string text number boolean integer object array any value values password passwd passphrase pass pwd
  secret secrets token tokens api key keys apikey access refresh bearertoken id client auth oauth oauth2 authorization
  authentication credential credentials session private public shared csrf xsrf test testing demo my the a an some this is
  new old current user username name of to grant code type urn ietf params two one first second other and or not empty
  default local dev secure strict lax do use read only write scope`
    .trim()
    .split(/\s+/),
);

/** Words with which people name a secret, and not the secret itself. */
const ofSecrets = new Set(['password', 'secret', 'token', 'key', 'value', 'credential', 'credentials']);

/** Forms that other tools replace: `<token>`, `[token]`, `{token}`, `${TOKEN}`, `$TOKEN`, `%TOKEN%`, `:token`. */
const form = /^(?:<.*>|\[.*\]|\{.*\}|\(.*\)|\$\{.*\}|\$\(.*\)|\$[A-Za-z_]\w*|%\w+%|:\w+|@\w+|__\w+__)$/s;

/** Characters that hide or shorten a text. */
const hidden = /example|foobar|x{3,}|\*{3,}|[•●…]|\.{3}|_{4,}|#{3,}|0{8,}/i;

/** True for a text that is no secret: empty, a placeholder, or ordinary words such as `access_token`. */
export function isPlaceholder(text: string): boolean {
  const bare = text.trim();
  if (bare === '' || form.test(bare) || hidden.test(bare) || /^(.)\1*$/.test(bare)) return true;
  const words = wordsOf(bare);
  // `consumer-secret-value`, but not `s3cr3t-value`.
  if (/^[A-Za-z]+(?:[-_ ][A-Za-z]+)+$/.test(bare) && words.some((word) => ofSecrets.has(word))) return true;
  return words.some((word) => marks.has(word)) || words.every((word) => plain.has(word));
}

/** Words of a sentence that explains something. */
const ofSentences = /\b(?:the|of|your|is|are|for|and|with|this|that|must|can|to|a|an)\b/gi;

/** True for a sentence, as in `password: The password of the user`. */
export function isSentence(text: string): boolean {
  const words = text.trim().split(/\s+/);
  return words.length >= 3 && (text.match(ofSentences)?.length ?? 0) >= 1 + Math.floor(words.length / 6);
}
