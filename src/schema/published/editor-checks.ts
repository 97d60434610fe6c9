import { knownMethods } from '../../notation/methods.ts';
import { isMap, type Schema, valuesOf, walkSchema, withKey } from './schema-walk.ts';

/*
 * Makes editors find what the shapes of zod leave to the model: an unknown method, a status out of range, two bodies, an
 * unknown template. Editors report the branch of an `anyOf` that fits best, so such rules are beside an `anyOf`, never in a
 * branch. `patternErrorMessage`, `errorMessage`, `doNotSuggest` and `defaultSnippets` are keys of yaml-language-server and of
 * the JSON server of VS Code; others ignore them.
 */

const bodies = ['json', 'form', 'multipart', 'text', 'xml', 'graphql', 'file'];
const commonStatuses = [200, 201, 204, 400, 401, 403, 404, 409, 422, '2xx', '4xx'];

const status = {
  minimum: 100,
  maximum: 599,
  pattern: '^[1-5](\\d\\d|[xX][xX])$',
  patternErrorMessage: 'Not a status (100 to 599) or a class such as 2xx.',
};

/** Adds the checks to the schema of a list. */
export function addChecks(schema: Schema, entry: Schema, template: Schema): void {
  const request = withKey(entry, 'request');
  if (request) {
    checkStatuses(request.properties?.expect);
    checkBodies(request);
    joinSaves(valuesOf(request.properties?.save));
  }
  checkMethods(schema);
  checkTemplate(template);
  openEnvironments(valuesOf(schema.properties?.environments));
  walkSchema(schema, (part) => {
    // Further keys of a sign-in are variables. With a type, editors would offer `true` and `false` for each key.
    if (part.properties?.template && part.additionalProperties) {
      part.additionalProperties = {
        not: { type: ['object', 'array', 'null'] },
        description: 'Value of a variable of the template.',
      };
      part.patternProperties = { '^x-': {} };
    }
    // People's own keys.
    if (part.properties && part.additionalProperties === false) part.patternProperties = { '^x-': {} };
    // If several branches fit equally badly, editors report the first: that a key is unknown.
    if (part.anyOf?.some(isMap) && !part.anyOf.some((branch) => branch.$ref)) {
      part.anyOf = [...part.anyOf.filter(isMap), ...part.anyOf.filter((branch) => !isMap(branch))];
    }
  });
}

function checkStatuses(expect: Schema | undefined): void {
  const long = expect?.anyOf?.find(isMap);
  for (const part of [expect, long?.properties?.status]) {
    if (!part) continue;
    Object.assign(part, status, { examples: [...commonStatuses] });
    for (const branch of part.anyOf ?? []) {
      if (branch.type !== 'array') continue;
      if (branch.items) Object.assign(branch.items, status, { examples: [...commonStatuses] });
      branch.examples = [[200, 304]];
    }
  }
}

/** Each body excludes those after it. The message is on the second. */
function checkBodies(request: Schema): void {
  request.dependencies = Object.fromEntries(
    bodies.slice(0, -1).map((body, index) => {
      const others = bodies.slice(index + 1).map((other) => [other, false]);
      const errorMessage = `A request has one body, but this one has \`${body}\` too.`;
      return [body, { properties: Object.fromEntries(others), errorMessage }];
    }),
  );
}

/** Without `methods`, the method of a request is one of those that are known. Lower case is only noted. */
function checkMethods(schema: Schema): void {
  const inAnyCase = (method: string) => [...method].map((letter) => `[${letter}${letter.toLowerCase()}]`).join('');
  const names = [...knownMethods];
  const known = {
    pattern: `^\\s*(${names.map(inAnyCase).join('|')})\\s`,
    patternErrorMessage: `Unknown method. Write one of ${names.join(', ')}, or declare it: methods: [NAME].`,
  };
  const entries = { items: { $ref: '#/definitions/method' }, doNotSuggest: true };
  schema.definitions = {
    ...(schema.definitions as object),
    method: {
      ...known,
      properties: {
        request: { ...known, doNotSuggest: true, description: 'Method and path.' },
        endpoints: { ...entries, description: 'The entries of a folder.' },
      },
    },
  };
  schema.if = { required: ['methods'] };
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema.
  schema.then = {};
  schema.else = { properties: { endpoints: { ...entries, description: 'The requests, in order.' } } };
}

/** A template is one of ours, or a file: its name has a slash, or ends as a YAML file does. */
function checkTemplate(template: Schema): void {
  const names = (template.anyOf ?? []).flatMap((branch) => (typeof branch.const === 'string' ? [branch.const] : []));
  Object.assign(template, {
    type: 'string',
    pattern: `^(${names.join('|')})$|[/\\\\]|\\.ya?ml$`,
    patternErrorMessage: 'Unknown auth template. "postmint templates" lists them; a file is written as ./my-auth.yaml.',
  });
}

/** Editors offer the keys of a branch only if it fits already. So the keys of the long form are beside it. */
function openEnvironments(environment: Schema | undefined): void {
  const long = withKey(environment, 'variables');
  const short = environment?.anyOf?.find((branch) => branch !== long);
  if (!environment || !long?.properties || !short) return;
  delete environment.anyOf;
  const { variables, ...others } = long.properties;
  const described = Object.entries(others).map(([key, { description }]) => [key, { description }]);
  Object.assign(environment, {
    type: 'object',
    properties: { variables, ...Object.fromEntries(described) },
    if: { required: ['variables'] },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema.
    then: long,
    else: { additionalProperties: short.additionalProperties },
  });
}

/** `match` belongs to a header or to the text of a body. As two branches, only one of them would be offered. */
function joinSaves(save: Schema | undefined): void {
  const header = withKey(save, 'header');
  if (!save?.anyOf || !header) return;
  save.anyOf = save.anyOf.filter((branch) => branch === header || !(isMap(branch) && branch.properties?.match));
  delete header.required;
  header.anyOf = [{ required: ['header'] }, { required: ['match'] }];
  header.dependencies = { decode: ['header'] };
}
