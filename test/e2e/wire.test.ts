import { join } from 'node:path';
import { expect, test } from 'vitest';
import { playOurs, playWireShop, startWireShop, wireShop } from '../support/wire-shop.ts';

test('what a list says arrives: keys of requests, files and includes, as committed in wire.txt', async () => {
  const log = await startWireShop();
  const { code, stdout, stderr } = await playWireShop(log, playOurs);
  expect({ code, stderr, stdout: code === 0 ? '' : stdout }).toEqual({ code: 0, stderr: '', stdout: '' });
  await expect(`${log.paragraphs.join('\n')}\n`).toMatchFileSnapshot(join(wireShop, 'wire.txt'));
});
