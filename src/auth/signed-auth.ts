import type { AuthTemplateFile } from '../schema/auth-template.ts';
import type { Field, RequestAuth } from './sign-in.ts';

/** An auth type of Postman that computes what it sends from its attributes, such as a signature. */
interface SignedAuth {
  /** First word of the Authorization header, made from the attributes; undefined if it sends none. */
  readonly scheme: (attribute: (key: string) => string | undefined) => string | undefined;
  /** Attributes whose values must not be in a file. */
  readonly secrets: readonly string[];
  /** Attributes that are `true` or `false`. As text, "false" would count as true. */
  readonly flags: readonly string[];
}

const signedAuths: Readonly<Record<string, SignedAuth>> = {
  digest: { scheme: () => 'Digest', secrets: ['password'], flags: ['disableRetryRequest'] },
  ntlm: { scheme: () => 'NTLM', secrets: ['password'], flags: ['disableRetryRequest'] },
  hawk: { scheme: () => 'Hawk', secrets: ['authKey'], flags: ['includePayloadHash'] },
  oauth1: {
    // Without this attribute, the signature is in the query or in the form.
    scheme: (attribute) => (attribute('addParamsToHeader') === 'true' ? 'OAuth' : undefined),
    secrets: ['consumerSecret', 'tokenSecret', 'privateKey'],
    flags: ['addParamsToHeader', 'addEmptyParamsToSign', 'autoAddParam', 'disableHeaderEncoding', 'includeBodyHash'],
  },
  edgegrid: {
    scheme: () => 'EG1-HMAC-SHA256',
    secrets: ['accessToken', 'clientToken', 'clientSecret'],
    flags: [],
  },
  asap: { scheme: () => 'Bearer', secrets: ['privateKey'], flags: [] },
  jwt: {
    scheme: (attribute) => attribute('headerPrefix') ?? 'Bearer',
    secrets: ['secret', 'privateKey'],
    flags: ['isSecretBase64Encoded'],
  },
};

/** Returns what is particular to an auth type that computes what it sends; `{}` for all other types. */
export function signedParts(type: string, attributes: readonly Field[]): Pick<RequestAuth, 'scheme' | 'flags'> {
  const signed = signedAuths[type];
  if (!signed) return {};
  const scheme = signed.scheme((key) => attributes.find((attribute) => attribute.key === key)?.value);
  const isFlag = ({ key, value }: Field) => signed.flags.includes(key) && /^(?:true|false)$/.test(value);
  const flags = attributes.filter(isFlag).map(({ key }) => key);
  return { ...(scheme ? { scheme } : {}), ...(flags.length > 0 ? { flags } : {}) };
}

/** Returns the names of the attributes of a template's auth that must be variables, because they are secrets. */
export function secretAttributes({ auth }: AuthTemplateFile): readonly string[] {
  return (auth && signedAuths[auth.type]?.secrets) ?? [];
}
