import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadWorkspace } from '../../src/library/workspace.ts';
import { endpointsOf } from '../../src/model/api.ts';
import { loadSnippets } from '../../src/snippets/snippet.ts';
import { projectRoot } from '../support/cli.ts';

const write = await loadSnippets();

test.each(['book-shop', 'everything-shop', 'wire-shop'])(
  'the lines for each request of %s are as committed',
  async (name) => {
    const folder = join(projectRoot, 'test', 'fixtures', 'golden', name);
    const { value } = await loadWorkspace('endpoints.yaml', folder);
    const api = value?.api;
    const [environment] = api?.environments ?? [];
    if (!api || !environment) throw new Error('the list has errors');
    const texts = endpointsOf(api.items).flatMap((endpoint) =>
      (['curl', 'javascript', 'python'] as const).map((language) => {
        const text = write({ api, environment, endpoint }, language)?.text ?? 'cannot be written';
        return `=== ${language}: ${endpoint.name}\n${text}\n`;
      }),
    );
    await expect(texts.join('\n')).toMatchFileSnapshot(join(folder, 'snippets.txt'));
  },
);
