import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findPostmanClis } from '../support/postman-cli.ts';
import { findStockNewman } from '../support/stock-newman.ts';
import { playPeer, playWireShop, startWireShop, wireShop } from '../support/wire-shop.ts';

const newman = findStockNewman();
const peers = Object.entries({
  ...('path' in newman ? { newman: playPeer(newman.path, ['run']) } : {}),
  ...Object.fromEntries(
    Object.entries(findPostmanClis()).flatMap(([name, cli]) =>
      'path' in cli ? [[name, playPeer(cli.path, ['collection', 'run'])]] : [],
    ),
  ),
});

/** Requests as they arrive in `run`. */
const wanted = readFileSync(join(wireShop, 'wire.txt'), 'utf8')
  .trimEnd()
  .split(/\n(?=\S)/);

/** `always` sends a request last in `run` only. In other runners its place is that in the file: before the includes. */
const cleanUp = wanted.filter((paragraph) => paragraph.startsWith('DELETE '));
const inPlace = wanted
  .filter((paragraph) => !cleanUp.includes(paragraph))
  .flatMap((paragraph) => (paragraph.startsWith('PUT /shelves/') ? [...cleanUp, paragraph] : [paragraph]));

describe.each(peers)('%s sends the committed files', (_, play) => {
  test('as postmint does, but for the order of what is sent last', async () => {
    const log = await startWireShop();
    const { code, stdout, stderr } = await playWireShop(log, play);
    expect({ code, output: code === 0 ? '' : stdout + stderr }).toEqual({ code: 0, output: '' });
    expect(log.paragraphs).toEqual(inPlace);
  });
});
