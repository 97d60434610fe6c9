/** Secrets that are known by their form, whatever the key. */

/** A form of secrets. */
export interface Shape {
  /** What it is, in a sentence: "a GitHub token". */
  readonly what: string;
  /** Global. The group `secret` is the secret itself; without it, the whole match. */
  readonly pattern: RegExp;
  /** Returns true if the secret of a match is really one. */
  readonly isSecret?: (secret: string) => boolean;
}

const B64 = 'A-Za-z0-9+/';

/** True for the credentials of HTTP Basic: `user:password` in base64. */
function isBasic(text: string): boolean {
  if (text.length % 4 === 1) return false;
  return /^[\x20-\x7e]*[^:\s]:[\x20-\x7e]+$/.test(atob(text.replace(/=+$/, '')));
}

/** One row for each form. The documents of these services describe them; `example` in a text makes it a placeholder. */
export const shapes: readonly Shape[] = [
  { what: 'a JWT', pattern: /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{16,}/g },
  {
    what: 'a private key',
    pattern: /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----\s*(?:[\w+/=:,\s]|-(?!----END)){32,}/g,
  },
  { what: 'an AWS access key', pattern: /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/g },
  { what: 'a GitHub token', pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{22,})/g },
  { what: 'a GitLab token', pattern: /\bgl(?:pat|dt|rt|oas|cbt|ptt|ft|imt|agent|soat|ffct)-[\w-]{20,}/g },
  { what: 'a Slack token', pattern: /\bxox[abeoprs]-[\w-]{10,}|\bxapp-\d-[\w-]{10,}/g },
  { what: 'a Slack webhook', pattern: /hooks\.slack\.com\/services\/T\w{8,}\/B\w{8,}\/(?<secret>\w{20,})/g },
  { what: 'a Stripe key', pattern: /\b(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{16,}|\bwhsec_[A-Za-z0-9+/]{24,}/g },
  { what: 'a Google API key', pattern: /\bAIza[\w-]{35}(?![\w-])/g },
  { what: 'a Google token', pattern: /\bya29\.[\w-]{20,}|\bGOCSPX-[\w-]{28}/g },
  { what: 'an npm token', pattern: /\bnpm_[A-Za-z0-9]{36}\b/g },
  { what: 'a PyPI token', pattern: /\bpypi-AgEI[\w-]{50,}/g },
  { what: 'a SendGrid key', pattern: /\bSG\.[\w-]{20,24}\.[\w-]{39,50}/g },
  { what: 'a Twilio key', pattern: /\bSK[0-9a-f]{32}\b/g },
  { what: 'a Mailgun key', pattern: /\bkey-[0-9a-f]{32}\b/g },
  { what: 'a Mailchimp key', pattern: /\b[0-9a-f]{32}-us\d{1,2}\b/g },
  {
    what: 'an OpenAI or Anthropic key',
    pattern: /\bsk-(?:proj-|ant-[a-z0-9]+-|svcacct-)?(?=[\w-]*\d)[A-Za-z0-9_-]{32,}/g,
  },
  { what: 'a Hugging Face token', pattern: /\bhf_[A-Za-z]{34}\b/g },
  { what: 'a DigitalOcean token', pattern: /\bdo[opr]_v1_[0-9a-f]{64}\b/g },
  { what: 'a Shopify token', pattern: /\bshp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}\b/g },
  { what: 'a Square token', pattern: /\bsq0(?:atp|csp)-[\w-]{22,}/g },
  { what: 'a Postman API key', pattern: /\bPMAK-[0-9a-f]{24}-[0-9a-f]{34}\b/g },
  { what: 'a Databricks token', pattern: /\bdapi[0-9a-f]{32}\b/g },
  { what: 'an Azure storage key', pattern: new RegExp(`AccountKey=(?<secret>[${B64}]{86}==)`, 'g') },
  { what: 'a Vault token', pattern: /\bhv[sbr]\.[\w-]{24,}/g },
  { what: 'a Telegram bot token', pattern: /\b\d{8,10}:AA[\w-]{33}(?![\w-])/g },
  { what: 'a Linear key', pattern: /\blin_api_[A-Za-z0-9]{40}\b/g },
  {
    what: 'a user with a password',
    pattern: new RegExp(`\\bBasic +(?<secret>[${B64}]{8,}={0,2})`, 'gi'),
    isSecret: isBasic,
  },
  {
    what: 'a password in a command',
    pattern: /\bcurl\b[^\n]*? (?:-u|--user)[ =]?["']?[\w.@-]+:(?<secret>[^\s"'{}<>$]{4,})/g,
  },
  { what: 'a password in a URL', pattern: /:\/\/[^/\s:@"'{}]+:(?<secret>[^/\s@"'{}]{3,})@/g },
];

/** Length of the shortest text with a secret of these forms: `://u:pwd@`. */
export const SHORTEST = 9;

/** A quick test, so that most texts are not searched for each shape. */
export const mayHaveShape =
  /eyJ|PRIVATE KEY|AKIA|ASIA|gh[pousr]_|github_pat|gl[a-z]{2,5}-|xox|xapp|slack|[sr]k_(?:live|test)|whsec|AIza|ya29|GOCSPX|npm_|pypi-|SG\.|SK[0-9a-f]|key-|-us\d|sk-|hf_|_v1_|shp|sq0|PMAK|dapi|AccountKey|hv[sbr]\.|:AA|lin_api|basic |curl|:\/\/[^/]*@/i;
