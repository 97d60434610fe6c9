import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '../support/cli.ts';
import { lostIn } from '../support/import/lost-in.ts';

const folder = join(projectRoot, 'test', 'fixtures', 'import');
const data = join(process.env.POSTMINT_DATA ?? join(projectRoot, '..', 'shared', 'data'), 'cells');
const cells = ['swagger-v1.5.3.json', 'swagger-v4.0.2.json', 'swagger-v5-pre.yml'].map((name) => join(data, name));
const fixtures = readdirSync(folder).flatMap((file) => (/^[^.]+\.yaml$/.test(file) ? [join(folder, file)] : []));

describe('every pointer of a description is in the files or in the summary', () => {
  test.each(fixtures)('%s', async (path) => {
    expect(await lostIn(path, false)).toEqual([]);
    expect(await lostIn(path, true)).toEqual([]);
  });

  test.skipIf(!existsSync(data)).each(cells)('%s', async (path) => {
    expect(await lostIn(path, false)).toEqual([]);
  });
});
