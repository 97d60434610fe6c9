/** Names of keys, headers and variables whose values are secrets. */

import { remember } from '../remember.ts';

/** How sure a name is: a value of a `certain` one is a secret unless it is a placeholder, of a `likely` one if it looks so. */
export type Certainty = 'certain' | 'likely';

/** Names of passwords and keys, in lower case and without separators. */
const certain =
  /passw(?:or)?d|passphrase|passcode|^pwd$|secret|(?:api|private|access|auth|account|shared|master|signing|encryption|subscription)key|^authorization$|proxyauthorization|credential/;

/** Names of values that are made for a while, or that are often no secrets. */
const likely = /token|jwt|cookie|sessionid|^phpsessid$|assertion$|^otp$|^x?session$/;

/** Longer words that begin like one of a secret. */
const others = /secretar|tokeni[sz]|passwordless|cookieless|skiptoken|pagetoken/;

/** Words in names of values about a secret, such as `token_type`, or about pages of a list, such as `next_page_token`. */
const about = new Set(
  `type types expires expiry expiration expired lifetime life ttl endpoint url uri href link supported name names field
  fields count counts limit limits length size max min policy hint header headers path scheme format prefix suffix
  variable required enabled disabled changed reset forgot forgotten status state method methods at in age version
  location algorithm alg page next previous prev cursor continuation sync budget usage used total per description title
  label message error schema id ids ref question strength rule rules pattern valid invalid verified mode provider source
  issuer audience scope scopes rotation created updated date time timestamp owner index kind policy domain samesite
  consent manager hash hashed digest last found missing failed response request not skip
  get list create update delete generate regenerate scanning alert alerts`
    .trim()
    .split(/\s+/),
);

/** Names of more words are titles, such as `Tasks_Update_WithCustomCredentials`. */
const MOST_WORDS = 4;

/** The words of a name in lower case: `X-Api-Key` and `xApiKey` are x, api and key. */
export function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])(?=[A-Z])/g, '$1 ')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

/** Returns how sure it is that a value of this name is a secret; undefined for an ordinary name. */
export const certaintyOf = (name: string): Certainty | undefined => (name.length > 64 ? undefined : known(name));

// Lists and descriptions have few names, each many times.
const known = remember((name): Certainty | undefined => {
  const words = wordsOf(name);
  const joined = words.join('');
  if (joined === 'sessionid') return 'likely';
  if (words.length > MOST_WORDS || others.test(joined) || words.some((word) => about.has(word))) return undefined;
  // `pass` and `db_pass`, but not `bypass`.
  if (certain.test(joined) || (words.at(-1) === 'pass' && words.length < 3)) return 'certain';
  return likely.test(joined) ? 'likely' : undefined;
});
