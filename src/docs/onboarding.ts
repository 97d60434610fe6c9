import type { Identity, SignIn } from '../auth/sign-in.ts';
import { type Api, type Endpoint, type Environment, type Item, requestsIn, type Variable } from '../model/api.ts';
import { tokenIdentitiesOf } from '../model/identities.ts';
import { firstCallOf } from '../model/onboarding/first-call.ts';
import { roleOf, type VariableRole, variablesInOrder } from '../model/onboarding/variable-roles.ts';
import { signInNeeds } from '../model/sign-in-form.ts';
import { resolveText } from '../notation/resolve-text.ts';

/** A file that people import into Postman, as `generate` prints it. */
export interface Download {
  readonly name: string;
  readonly text: string;
}

/** An environment, and its file. */
export interface OnboardingEnvironment {
  readonly name: string;
  /** Its name in Postman. */
  readonly title: string;
  readonly baseUrl: string;
  readonly download: Download;
  readonly model: Environment;
}

/** A variable, and what people do with it. */
export interface OnboardingVariable {
  readonly variable: Variable;
  readonly role: VariableRole;
}

/** A red sign-in: what its text says, and the values to correct. */
export interface Refusal {
  readonly says: string;
  readonly correct: readonly Variable[];
  readonly otherwise?: string;
}

/** A folder with its requests; requests outside of folders are in one without a name. */
export interface Section {
  /** Names of the folder and of those around it. */
  readonly path: readonly string[];
  readonly description?: string;
  readonly endpoints: readonly Endpoint[];
}

/** What an onboarding page says. */
export interface Onboarding {
  readonly api: Api;
  readonly collection: Download;
  readonly environments: readonly OnboardingEnvironment[];
  /** Without those that requests set. */
  readonly variables: readonly OnboardingVariable[];
  readonly identities: readonly Identity[];
  readonly refusals: readonly Refusal[];
  readonly firstCall?: Endpoint;
  readonly sections: readonly Section[];
}

/**
 * Collects what an onboarding page says.
 *
 * @param downloads the generated files: the collection, and the environments in their order
 */
export function toOnboarding(api: Api, downloads: readonly Download[]): Onboarding {
  const [collection = { name: '', text: '' }, ...files] = downloads;
  const environments = api.environments.map((model, index) => ({
    name: model.name,
    title: `${api.slug}.${model.name}`,
    baseUrl: resolveText(model.values.get('base_url') ?? '', model.values),
    download: files[index] ?? { name: '', text: '' },
    model,
  }));
  const variables = variablesInOrder(api).map((variable) => ({ variable, role: roleOf(variable, api) }));
  const firstCall = firstCallOf(api);
  return {
    api,
    collection,
    environments,
    variables: variables.filter(({ role }) => role !== 'set'),
    identities: api.identities.filter(({ auth, signIn }) => signIn !== undefined || auth.type !== 'noauth'),
    refusals: refusalsOf(api),
    ...(firstCall ? { firstCall } : {}),
    sections: sectionsOf(api.items),
  };
}

function refusalsOf(api: Api): Refusal[] {
  const signIns = tokenIdentitiesOf(api).map(({ signIn }) => signIn);
  if (signIns.length === 0) return [];
  const named = (texts: (signIn: SignIn) => readonly (string | undefined)[]) => {
    const all = signIns.flatMap((signIn) => texts(signIn).flatMap((text) => text ?? []));
    return api.variables.filter(({ name, produced }) => !produced && all.some((text) => text.includes(`{{${name}}}`)));
  };
  const users = named(({ username, password, body }) => [username, password, userFields(body)]);
  const clients = named(({ clientId, clientSecret }) => [clientId, clientSecret]);
  const needed = new Set(signIns.flatMap((signIn) => [...signInNeeds(signIn)]));
  const typed = api.variables.filter((variable) => needed.has(variable.name) && roleOf(variable, api) === 'to-type');
  const addresses = named(({ tokenUrl, issuer }) => [tokenUrl, issuer]);
  const rows: Refusal[] = [
    { says: 'nothing to sign in with, or: set … in the environment', correct: typed },
    { says: 'invalid_client, or: check client_id and client_secret', correct: clients },
    { says: 'access_denied, invalid_grant, or: check username and password', correct: users },
    {
      says: 'no answer from the token endpoint, or: a wrong base_url?',
      correct: addresses,
      otherwise: 'The server may be down.',
    },
  ];
  return rows.filter(({ correct }) => correct.length > 0);
}

/** The fields of a JSON sign-in, and those of a form that hold a user's credentials. */
function userFields(body: SignIn['body']): string {
  if (body.kind === 'json') return JSON.stringify(body.value);
  return body.fields.find(({ key }) => key === 'refresh_token')?.value ?? '';
}

function sectionsOf(items: readonly Item[], path: readonly string[] = [], description?: string): Section[] {
  const endpoints = items.filter((item) => item.kind === 'endpoint');
  const own: Section = { path, endpoints, ...(description ? { description } : {}) };
  const inner = items.flatMap((item) =>
    item.kind === 'folder' && requestsIn(item.items).length > 0
      ? sectionsOf(item.items, [...path, item.name], item.description)
      : [],
  );
  return endpoints.length > 0 || description ? [own, ...inner] : inner;
}
