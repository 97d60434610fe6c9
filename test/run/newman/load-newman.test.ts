import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadNewman } from '../../../src/run/newman/load-newman.ts';
import { projectRoot } from '../../support/cli.ts';

const own = createRequire(join(projectRoot, 'src', 'index.ts'));
/** `require` as seen from inside a dependency, such as newman or newman's postman-runtime. */
const requireFrom = (...names: string[]) =>
  names.reduce((from, name) => createRequire(from.resolve(name)), own) as NodeJS.Require;

test.each([
  ['postman-runtime', requireFrom('newman')],
  ['postman-collection', requireFrom('newman')],
  ['postman-collection', requireFrom('newman', 'postman-runtime')],
  ['postman-request', requireFrom('newman')],
  ['postman-request', requireFrom('newman', 'postman-runtime')],
])('there is only one copy of %s', (name, from) => {
  expect(realpathSync(from.resolve(name))).toBe(realpathSync(own.resolve(name)));
});

test('loadNewman returns the modules that newman uses', async () => {
  const { newman, runtime, request } = await loadNewman();
  const newmanRequire = requireFrom('newman');
  expect(newman).toBe(own('newman'));
  expect(runtime.Runner).toBe(newmanRequire('postman-runtime').Runner);
  expect(request.Request).toBe(newmanRequire('postman-request').Request);
  expect(request.Request.prototype.enableUnixSocket).toBeTypeOf('function');
});
