import { type Api, madeBy } from '../model/api.ts';
import { carriedVariables, identityOf, tokenIdentitiesOf, tokenIdentityOf } from '../model/identities.ts';
import { signInNeeds } from '../model/sign-in-form.ts';
import { findReferences } from '../notation/references.ts';
import { LARGEST_ANSWER } from '../notation/units/size.ts';
import {
  type CookieUser,
  type DataRow,
  NOBODY,
  type RequestSending,
  type RunJob,
  type Tls,
  type UploadFiles,
} from './job.ts';
import type { RunPlan } from './plan-run.ts';

/** How a run sends its requests: iterations, data, time limits and certificates. */
export interface SendOptions {
  /** How many times the selection is sent; ignored when there are data rows. */
  readonly iterations: number;
  /** Rows of the data file; each is one iteration. */
  readonly data?: readonly DataRow[];
  /** Longest time for an answer, in milliseconds. */
  readonly timeoutRequest: number;
  /** Pause between two requests, in milliseconds. */
  readonly delay: number;
  /** Largest body of an answer in bytes, after decompression; default: 10 MB. A request cannot have a higher limit. */
  readonly maxResponse?: number;
  readonly tls: Tls;
  /** Files that the requests send; absent: none. */
  readonly uploads?: UploadFiles;
}

/** How much longer a script may take than a request, in milliseconds: the guard's script waits for the sign-in. */
const SCRIPT_MARGIN = 5000;

/** Returns one row for each iteration of a run. Without a data file, the rows are empty. */
export function rowsOf({ data, iterations }: Pick<SendOptions, 'data' | 'iterations'>): readonly DataRow[] {
  return data ?? Array.from({ length: iterations }, () => ({}));
}

/**
 * Makes the job of a run. Token requests are sent first, so that a refusal is reported once, at the token request.
 *
 * @param values all values of the environment, secrets included
 */
export function toJob(api: Api, plan: RunPlan, values: ReadonlyMap<string, string>, options: SendOptions): RunJob {
  const { timeoutRequest, delay, maxResponse, tls, uploads } = options;
  const last = plan.requests.flatMap(({ endpoint: { id, always } }) => (always ? [id] : []));
  const sending = sendingOf(plan, maxResponse);
  const emptied = emptiedIn(api, plan);
  const empty = Object.fromEntries(emptied.map((name) => [name, '']));
  const pauses = plan.requests.map(({ endpoint: { retry } }) => retry?.every ?? 0);
  const timeouts = plan.requests.map(({ endpoint: { settings } }) => settings?.timeout ?? 0);
  const secretVariables = api.variables.filter((variable) => variable.secret).map((variable) => variable.name);
  return {
    requestIds: [...plan.tokenRequests.map(({ id }) => id), ...plan.requests.map(({ endpoint }) => endpoint.id)],
    ...(last.length > 0 ? { last } : {}),
    ...(sending ? { sending } : {}),
    ...(uploads ? { uploads } : {}),
    ...(emptied.length > 0 ? { emptied } : {}),
    values: { ...Object.fromEntries(values), ...empty },
    rows: rowsOf(options),
    limits: {
      timeoutRequest,
      timeoutScript: largest([timeoutRequest, ...timeouts]) + largest(pauses) + SCRIPT_MARGIN,
      delay,
      ...(maxResponse === undefined ? {} : { maxResponse }),
    },
    tls,
    signIns: tokenIdentitiesOf(api).map(({ signIn }) => {
      const needs = signInNeeds(signIn);
      return { issuedFor: signIn.token.issuedFor, secrets: secretVariables.filter((name) => needs.has(name)) };
    }),
    cookieUsers: cookieUsers(api, plan),
    credentials: credentialsOf(api, values),
    secretVariables,
  };
}

/** The largest of some numbers of any count, which an argument list may not hold. */
const largest = (numbers: readonly number[]) => numbers.reduce((most, number) => Math.max(most, number), 0);

/** How single requests are sent; undefined if all are sent in the same way. */
function sendingOf({ requests }: RunPlan, most = LARGEST_ANSWER): Record<string, RequestSending> | undefined {
  const own = requests.flatMap(({ endpoint: { id, settings } }) => {
    if (!settings) return [];
    const { maxResponse } = settings;
    return [[id, { ...settings, ...(maxResponse ? { maxResponse: Math.min(maxResponse, most) } : {}) }] as const];
  });
  return own.length > 0 ? Object.fromEntries(own) : undefined;
}

/** The variables that only the requests of a plan give a value. What an earlier run left in them must not be used. */
function emptiedIn({ variables }: Api, { requests }: RunPlan): string[] {
  const made = new Set(requests.flatMap(({ endpoint }) => madeBy(endpoint)));
  return variables.flatMap(({ name, transient }) => (transient && made.has(name) ? [name] : []));
}

/** Whose cookies each request uses. Otherwise one user's session would be sent for another. */
function cookieUsers(api: Api, { requests, tokenRequests }: RunPlan): Record<string, CookieUser> {
  const ofTokens = tokenRequests.map(({ id, identity: { name = '' } }) => [id, { own: name, signsIn: true }] as const);
  const others = requests.map(({ endpoint, token }): [string, CookieUser] => {
    const identity = identityOf(api, endpoint);
    const own = identity ? (identity.name ?? '') : NOBODY;
    return [endpoint.id, { own, ...(token ? { signIn: token.name ?? '' } : {}) }];
  });
  return Object.fromEntries<CookieUser>([...ofTokens, ...others]);
}

/** The variables in the credentials of the identities that do not sign in, nor carry the token of another identity. */
function credentialsOf(api: Api, values: ReadonlyMap<string, string>): Record<string, readonly string[]> {
  const own = api.identities.filter((identity) => tokenIdentityOf(api, identity) === undefined);
  return Object.fromEntries(
    own.map((identity) => [identity.name ?? '', variablesIn(carriedVariables(identity), values)]),
  );
}

/** Adds the variables in the values of variables. */
function variablesIn(names: readonly string[], values: ReadonlyMap<string, string>): string[] {
  const found = new Set(names);
  // A set that grows while it is read also yields what is added.
  for (const name of found) for (const inner of findReferences(values.get(name) ?? '')) found.add(inner.name);
  return [...found];
}
