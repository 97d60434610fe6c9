import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { describe, expect, test } from 'vitest';
import { cli, projectRoot } from '../support/cli.ts';
import { startEcho } from '../support/foreign/echo-server.ts';
import { hostileCollections } from '../support/foreign/hostile.ts';
import { errorsIn, prepareHostile } from '../support/foreign/play-hostile.ts';
import { tempFolder } from '../support/temp-folder.ts';

const isReport = new Ajv({ allErrors: true, unknownFormats: 'ignore' }).compile(
  JSON.parse(readFileSync(join(projectRoot, 'docs', 'report.schema.json'), 'utf8')),
);
const reportFaults = (report: unknown) => (isReport(report) ? [] : (isReport.errors ?? []));

describe('each hostile collection has its exit code and one cause', () => {
  test('there are at least 24', () => expect(Object.keys(hostileCollections).length).toBeGreaterThanOrEqual(24));

  test.each(Object.entries(hostileCollections))('%s', async (_, row) => {
    const { cwd, args, paragraphs } = await prepareHostile(row);
    const reports = ['--report', 'json=r.json,junit=r.xml,markdown=r.md'];
    const { code, stdout, stderr } = await cli([...args, ...reports], { cwd });
    expect({ code, errors: errorsIn(stderr), stderr }).toEqual({ code: row.code, errors: row.errors, stderr });
    if (row.says) expect(stderr.replace(/\s+/g, ' ')).toMatch(row.says);
    expect(paragraphs).toHaveLength(row.arrive ?? 0);
    const written =
      code === 2 ? '' : ['r.json', 'r.xml', 'r.md'].map((name) => readFileSync(join(cwd, name), 'utf8')).join();
    if (code !== 2) expect(reportFaults(JSON.parse(readFileSync(join(cwd, 'r.json'), 'utf8')))).toEqual([]);
    for (const secret of row.hides ?? []) expect(stdout + stderr + written).not.toContain(secret);
    expect(stdout + stderr).not.toContain('\u001b[2J');
    // The list of diagnostics has each cause once.
    if (row.errors.length > 0) expect(errorsIn(stderr)).toEqual(row.errors);
  });

  test('a file of 100 MB is refused before it is read', async () => {
    const cwd = tempFolder();
    writeFileSync(join(cwd, 'c.json'), `{"info":{},"item":[],"x":"${'x'.repeat(100 * 1024 * 1024)}"}`);
    const { code, stderr } = await cli(['run', 'c.json'], { cwd });
    expect([code, errorsIn(stderr)]).toEqual([2, ['file-too-large']]);
  });

  test('a secret on the command line is warned of', async () => {
    const { origin } = await startEcho();
    const cwd = tempFolder();
    writeFileSync(
      join(cwd, 'c.json'),
      JSON.stringify({ info: { name: 'x' }, item: [{ name: 'A', request: `${origin}/get?p={{password}}` }] }),
    );
    const { code, stdout, stderr } = await cli(['run', 'c.json', '--env-var', 'password=canary-77ab', '--verbose'], {
      cwd,
    });
    expect([code, stderr.match(/\[[\w-]+\]/g)]).toEqual([0, ['[secret-on-command-line]']]);
    expect(stdout + stderr).not.toContain('canary-77ab');
  });
});
