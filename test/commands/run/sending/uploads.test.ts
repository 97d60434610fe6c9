import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Ask } from '../../../support/collections/api-server.ts';
import { played } from '../../../support/played.ts';
import { tempFolder } from '../../../support/temp-folder.ts';

const list = `endpoints:
  - GET /first
  - { name: Upload, request: POST /upload, file: files/logo.bin }
  - { name: Form, request: POST /form, multipart: { logo: { file: files/logo.bin } } }
`;

const withFile = (write: (path: string, cwd: string) => void) => (cwd: string) => {
  mkdirSync(join(cwd, 'files'));
  write(join(cwd, 'files', 'logo.bin'), cwd);
};

const elsewhere = join(tempFolder(), 'secret.txt');
writeFileSync(elsewhere, 'secret');

test('a file is sent byte for byte', async () => {
  const bodies: Buffer[] = [];
  const bytes = Buffer.from([0, 1, 0xff, 0x0d, 0x0a, 0x7b, 0x7b]);
  const keep = ({ bytes: body }: Ask) => {
    bodies.push(body);
    return [200, {}] as const;
  };
  const { code } = await played(list, keep, { prepare: withFile((path) => writeFileSync(path, bytes)) });
  expect([code, bodies[1]?.equals(bytes), bodies[2]?.includes(bytes)]).toEqual([0, true, true]);
});

test.each<[string, (cwd: string) => void, string]>([
  ['is missing', () => undefined, 'file-not-found'],
  ['is a folder', withFile((path) => mkdirSync(path)), 'file-unreadable'],
  ['is a link to a file outside the folder', withFile((path) => symlinkSync(elsewhere, path)), 'file-outside'],
])('nothing is sent if a file %s', async (_, prepare, code) => {
  const run = await played(list, () => [200, {}], { prepare });
  expect({ code: run.code, log: run.log, codes: [...new Set(run.codes)] }).toEqual({ code: 2, log: [], codes: [code] });
});

test('a link to a file in the folder is followed', async () => {
  const prepare = withFile((path, cwd) => {
    writeFileSync(join(cwd, 'real.bin'), 'logo');
    symlinkSync(join(cwd, 'real.bin'), path);
  });
  const { code, log } = await played(list, ({ text }) => [text.includes('logo') ? 200 : 204], { prepare });
  expect([code, log]).toEqual([0, ['204 GET /first', '200 POST /upload', '200 POST /form']]);
});

test('a file is not needed if its request is not sent', async () => {
  const { code, log } = await played(list, () => [200, {}], { unsafe: false });
  expect([code, log]).toEqual([0, ['200 GET /first']]);
});
