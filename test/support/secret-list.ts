import { spellings } from './careless-server.ts';
import { clientId, type SecretKind, secretKinds } from './secret-kinds.ts';

/** Options of a list, chosen for the ending of a run. */
export interface SecretListOptions {
  /** Whether the expectations fail, so that actual values are shown. */
  readonly fails: boolean;
  /** Whether the last request is never answered. */
  readonly hangs: boolean;
}

/** A script as written in a hurry to debug a request: it prints and throws the value. */
const hastyScript = `
var said = pm.response.json().said;
console.log(said);
pm.test(said, function () { pm.expect(said).to.equal("never"); });
pm.test("headers", function () { pm.expect(pm.response.headers.toObject()).to.eql({}); });
throw new Error(said);
`;

/** A request to which the server answers with a secret. It has expectations for every part of the answer. */
function echo({ name, value }: SecretKind, fails: boolean): object {
  const headers = Object.keys(spellings(value)).map((header) => [header, fails ? 'never' : true]);
  const never = {
    status: 204,
    headers: Object.fromEntries(headers),
    body: { said: 'never' },
    text: 'never',
    // The message contains the key as part of a path.
    schema: { properties: { keys: { additionalProperties: { type: 'integer' } } } },
  };
  const always = { status: 200, headers: Object.fromEntries(headers), text: name, schema: { required: ['said'] } };
  const request = { name: `Echo ${name}`, request: `GET /echo/${name}`, save: { seen: '$.said' } };
  return fails ? { ...request, expect: never, after: hastyScript } : { ...request, expect: always };
}

/** A list that uses all secrets given by the user, and whose server sends them back. It is JSON, which is also YAML. */
export function secretList({ fails, hangs }: SecretListOptions): string {
  const special = '/echo/special_password';
  const list = {
    name: 'Canaries',
    auth: 'pydio-cells-v1',
    variables: { api_key: { secret: true }, special_password: { secret: true } },
    environments: { dev: { base_url: 'http://127.0.0.1:9', username: 'jane', client_id: clientId } },
    headers: { 'X-Api-Key': '{{api_key}}' },
    endpoints: [
      { name: 'Send as JSON', request: `POST ${special}`, safe: true, json: { value: '{{special_password}}' } },
      { name: 'Send as a form', request: `PUT ${special}`, safe: true, form: { value: '{{special_password}}' } },
      ...secretKinds.map((kind) => echo(kind, fails)),
      { name: 'Send what was seen', request: 'POST /echo/cookie', safe: true, json: { seen: '{{seen}}' } },
      ...(hangs ? ['GET /hang'] : []),
    ],
  };
  return JSON.stringify(list, null, 2);
}

/** The secrets given by the user, by the names of the environment variables that a run reads. */
export const givenSecrets = new Map(
  secretKinds
    .filter(({ name }) => ['password', 'client_secret', 'api_key', 'special_password'].includes(name))
    .map(({ name, value }) => [`CANARIES_${name.toUpperCase()}`, value]),
);

/** The names of the files generated from {@link secretList}. */
export const secretFiles = {
  collection: 'canaries.postman_collection.json',
  environment: 'canaries.dev.postman_environment.json',
} as const;
