import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadNewman } from '../../../src/run/newman/load-newman.ts';
import { projectRoot } from '../../support/cli.ts';

const own = createRequire(join(projectRoot, 'src', 'index.ts'));
const below = (...names: string[]) =>
  names.reduce((from, name) => createRequire(from.resolve(name)), own) as NodeJS.Require;

test.each([
  ['postman-runtime', below('newman')],
  ['postman-collection', below('newman')],
  ['postman-collection', below('newman', 'postman-runtime')],
  ['postman-request', below('newman')],
  ['postman-request', below('newman', 'postman-runtime')],
])('%s is one copy, whoever asks for it', (name, from) => {
  expect(realpathSync(from.resolve(name))).toBe(realpathSync(own.resolve(name)));
});

test('what is loaded is what newman uses', async () => {
  const { newman, runtime, request } = await loadNewman();
  const ofNewman = below('newman');
  expect(newman).toBe(own('newman'));
  expect(runtime.Runner).toBe(ofNewman('postman-runtime').Runner);
  expect(request.Request).toBe(ofNewman('postman-request').Request);
  expect(request.Request.prototype.enableUnixSocket).toBeTypeOf('function');
});
