import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageFolder } from '../../src/source/package-folder.ts';
import { readAuthTemplates, readScripts } from '../../src/source/templates.ts';

const namesIn = (folder: string, ending: string) =>
  readdirSync(join(packageFolder(), 'templates', folder))
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => name.slice(0, -ending.length));

test('the folder of the package is found', () => {
  expect(existsSync(join(packageFolder(), 'package.json'))).toBe(true);
});

test('auth templates are the files of templates/auth, by name', () => {
  const templates = readAuthTemplates();
  expect([...templates.keys()]).toEqual(namesIn('auth', '.yaml'));
  expect(templates.get('pydio-cells-v1')?.path).toBe('templates/auth/pydio-cells-v1.yaml');
});

test('scripts are the files of templates/scripts, by name', () => {
  const scripts = readScripts();
  expect([...scripts.keys()]).toEqual(namesIn('scripts', '.js'));
  expect(scripts.get('guard')).toContain('pm.sendRequest');
});
