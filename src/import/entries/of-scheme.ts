/** The sign-in for one security scheme of a description. */

import { isToken } from '../../notation/http-token.ts';
import { type Printable, printValue } from '../../source/print/print-value.ts';
import type { SecurityScheme } from '../openapi/description.ts';
import { cleanText, plainUrl } from '../openapi/plain-text.ts';
import { type Tree, textOf, treeOf, wordOf } from '../openapi/tree.ts';
import type { Draft } from './context.ts';
import { variableName } from './names.ts';
import { prose } from './secret-values.ts';

/** A sign-in: its place in the list, a file that it needs, headers that are sent beside it, and comments. */
export interface DraftSignIn {
  /** Name of the scheme in the description, as it is there. */
  readonly name?: string | undefined;
  /** A template's name, or a template with changes; undefined if requests are sent without credentials. */
  readonly auth: string | Draft | undefined;
  readonly file?: { readonly name: string; readonly text: string };
  /** Headers that are sent beside it. */
  readonly headers: Draft;
  /** Secrets that the headers use, with their descriptions. */
  readonly secrets: ReadonlyMap<string, string>;
  readonly comments: readonly string[];
}

/** No credentials. */
export const nothing: DraftSignIn = { auth: undefined, headers: {}, secrets: new Map(), comments: [] };

/** The comment about a certificate. */
export const clientCertificate = 'The server asks for a client certificate: write client_cert in the environment.';

/** Returns the sign-in for one scheme. */
export function ofScheme({ type, tree, name }: SecurityScheme, scopes: readonly string[]): DraftSignIn {
  if (type === 'oauth2') return ofFlows(treeOf(tree.flows), scopes, tree);
  if (type === 'openIdConnect') {
    const issuer = plainUrl(wordOf(tree.openIdConnectUrl)).replace(/\/?\.well-known\/openid-configuration$/, '');
    return {
      ...nothing,
      auth: { template: 'oauth2-client-credentials', ...(issuer ? { issuer } : {}), ...scopeOf(scopes) },
      comments: ['The description names an issuer, but no grant; another one is template: oauth2-password.'],
    };
  }
  if (type === 'http') return ofHttp(wordOf(tree.scheme).toLowerCase(), name);
  if (type === 'apiKey') return ofApiKey(tree, name);
  const comments =
    type === 'mutualTLS'
      ? [clientCertificate]
      : [`The sign-in ${JSON.stringify(cleanText(name))} (${type || 'unknown'}) is not set up.`];
  return { ...nothing, comments };
}

const scopeOf = (scopes: readonly string[]): Draft => (scopes.length > 0 ? { scope: scopes.join(' ') } : {});

/** The flows of OAuth 2.0 with their templates, the one for programs first. */
const flows: readonly (readonly [flow: string, template: string, comment?: string])[] = [
  ['clientCredentials', 'oauth2-client-credentials'],
  ['password', 'oauth2-password'],
  [
    'authorizationCode',
    'oauth2-refresh-token',
    'People sign in with a browser; the first refresh token comes from there.',
  ],
  [
    'deviceAuthorization',
    'oauth2-refresh-token',
    'People sign in with a code; the first refresh token comes from there.',
  ],
];

function ofFlows(written: Tree, scopes: readonly string[], scheme: Tree): DraftSignIn {
  for (const [flow, template, comment] of flows) {
    const own = treeOf(written[flow]);
    const url = textOf(own.tokenUrl);
    if (url === undefined) continue;
    const others = Object.keys(written).filter((name) => name !== flow && flows.some(([known]) => known === name));
    const known = scopes.length > 0 ? scopes : [];
    const more = others.length > 0 ? [`Other grants of the server: ${others.join(', ')}.`] : [];
    return {
      ...nothing,
      auth: { template, token_url: tokenUrl(url), ...scopeOf(known) },
      comments: [...(comment ? [comment] : []), ...more],
    };
  }
  const issuer = plainUrl(textOf(scheme.oauth2MetadataUrl) ?? '').replace(/\/?\.well-known\/[\w-]+$/, '');
  if (issuer) return { ...nothing, auth: { template: 'oauth2-client-credentials', issuer, ...scopeOf(scopes) } };
  return {
    ...nothing,
    auth: 'bearer',
    comments: ['The description has only the implicit flow, which needs a browser: get a token there.'],
  };
}

/**
 * A URL without a host is below the address of the API. A token URL has no fragment (RFC 6749, section 3.2), and that of a
 * list has no `.` and `..`.
 */
function tokenUrl(written: string): string {
  const [url = ''] = written.split('#');
  const isWhole = /^(?:https?:)?\/\/[^/?]/.test(url);
  const whole = isWhole ? url.replace(/^\/\//, 'https://') : url.startsWith('/') ? url : `/${url}`;
  const base = 'https://api.invalid';
  if (!/\/(?:\.|%2e){1,2}(?:[/?]|$)/i.test(whole) || !URL.canParse(whole, base)) return plainUrl(whole);
  const { href, pathname, search } = new URL(whole, base);
  return plainUrl(isWhole ? href : `${pathname}${search}`);
}

function ofHttp(scheme: string, name: string): DraftSignIn {
  if (scheme === 'bearer' || scheme === 'basic') return { ...nothing, auth: scheme };
  if (scheme === 'digest') {
    return inFile(name, {
      description: 'Signs in with HTTP Digest (RFC 7616).',
      auth: { type: 'digest', username: '{{username}}', password: '{{password}}' },
      variables: {
        username: { description: 'Login of the user' },
        password: { secret: true, description: 'Password of that user' },
      },
    });
  }
  // Any other scheme is a word before a secret.
  return inFile(name, {
    description: `Sends the credentials of the scheme ${scheme || name}.`,
    auth: { type: 'apikey', key: 'Authorization', value: '{{credentials}}', in: 'header' },
    variables: {
      credentials: { secret: true, description: `The whole value of the header Authorization, such as "${scheme} …"` },
    },
  });
}

function ofApiKey(tree: Tree, name: string): DraftSignIn {
  const key = textOf(tree.name) ?? name;
  const description = textOf(tree.description) && prose(String(tree.description));
  if (tree.in === 'header' && !isToken(key)) {
    return { ...nothing, comments: [`The header ${JSON.stringify(key)} of the API key has no valid name.`] };
  }
  if (tree.in === 'header') return { ...nothing, auth: { template: 'api-key', api_key_header: key } };
  const isCookie = tree.in === 'cookie';
  const auth = isCookie
    ? { type: 'apikey', key: 'Cookie', value: `${key}={{api_key}}`, in: 'header' }
    : { type: 'apikey', key, value: '{{api_key}}', in: 'query' };
  return inFile(name, {
    description: `Sends a key in ${isCookie ? 'a cookie' : 'the query'} of every request.`,
    auth,
    variables: {
      api_key: {
        secret: true,
        description: description ?? `Value of ${isCookie ? 'the cookie' : 'the parameter'} ${key}`,
      },
    },
  });
}

/** A sign-in without a built-in template: it gets a file of its own beside the list. */
function inFile(name: string, template: { readonly [key: string]: Printable }): DraftSignIn {
  const file = `${variableName(name).toLowerCase().replaceAll('_', '-')}.auth.yaml`;
  return { ...nothing, auth: `./${file}`, file: { name: file, text: printValue(template) } };
}
