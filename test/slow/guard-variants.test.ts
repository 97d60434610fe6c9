import { describe, expect, test } from 'vitest';
import { missingPeers, type PlayIn, runners } from '../support/all-runners.ts';
import { startSignInServer } from '../support/sign-in-server.ts';
import { discoveredUrls } from './guard-variants/discovered.ts';
import { editedByHand } from './guard-variants/edited.ts';
import { formsOfRequests } from './guard-variants/forms.ts';
import { lifeOfTokens } from './guard-variants/life.ts';
import { secrets, type Variant } from './guard-variants/variant.ts';
import { whoSignsIn } from './guard-variants/who.ts';

for (const reason of missingPeers) process.stderr.write(`skipped: a peer: ${reason}\n`);

const groups: Record<string, readonly Variant[]> = {
  'who signs in': whoSignsIn,
  'a token request edited by hand': editedByHand,
  'the life of a token': lifeOfTokens,
  'the form of a token request': formsOfRequests,
  'a discovered token URL': discoveredUrls,
};
const variants = Object.values(groups).flat();

test('all peers are available in CI', () => {
  if (process.env.CI === 'true') expect(missingPeers).toEqual([]);
});

test('each variant has a unique name', () => {
  expect(new Set(variants.map(({ name }) => name)).size).toBe(variants.length);
  const different = variants.filter(({ ours }) => ours).length;
  process.stdout.write(
    `guard: ${variants.length} variants, each by ${Object.keys(runners).join(', ')}; ${different} where postmint sends something else\n`,
  );
});

/** Runs a variant. Returns the exit code, the requests that reached the server, and the output. */
async function play(runner: PlayIn, { list, server = {}, ...options }: Variant) {
  const { origin, log, close } = await startSignInServer(server);
  const { code, stdout, stderr } = await runner(list, origin, { secrets, ...options });
  await close();
  return { code, log, said: `${stdout}${stderr}` };
}

describe.each(Object.entries(groups))('%s', (_, rows) => {
  test.each(rows.map((row) => [row.name, row] as const))('%s', async (_name, row) => {
    const { because, exit, log, ours } = row;
    const played = Object.entries(runners).map(async ([name, runner]) => ({ name, ...(await play(runner, row)) }));
    for (const { name, code, log: sent, said } of await Promise.all(played)) {
      const own = name === 'postmint' ? ours : undefined;
      const wanted = own?.exit ?? exit;
      expect([name, ...sent], own?.because ?? because).toEqual([name, ...(own?.log ?? log)]);
      expect([name, code], said).toEqual([name, name === 'postmint' ? wanted : Math.min(wanted, 1)]);
    }
  });
});
