import vm from 'node:vm';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { generate } from '../../src/library/generate.ts';
import { planOutput } from '../../src/output/plan.ts';
import { judge } from '../../src/postman/v2/judge.ts';
import { toCollection } from '../../src/postman/v2/to-collection.ts';
import type { Event, Item, ItemGroup, Request } from '../../src/postman/v2/types.ts';
import { readScripts } from '../../src/source/templates.ts';
import { apiOf } from '../support/api-of.ts';
import { arbitraryList } from '../support/arbitrary-list.ts';
import { officialSchema, validateBundled } from '../support/collection-schema.ts';

/** To replay a failure, add the `seed` and `path` that fast-check prints. */
const runs = { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 40) };

const scripts = readScripts();
const collectionOf = (text: string) => toCollection(apiOf(text), scripts);
const filesOf = (text: string) =>
  planOutput({ list: 'endpoints.yaml', files: generate(apiOf(text), scripts), disk: [], show: (name) => name }).map(
    (file) => file.text,
  );
const itemsOf = (items: readonly (Item | ItemGroup)[]): Item[] =>
  items.flatMap((item) => ('item' in item ? itemsOf(item.item) : [item]));
function eventsOf(node: { event?: Event[]; item?: readonly (Item | ItemGroup)[] }): Event[] {
  return [...(node.event ?? []), ...(node.item ?? []).flatMap((child) => eventsOf(child as ItemGroup))];
}

/** The raw URL, composed from its parts as the collection format describes it. */
function joined({ url }: Request): string {
  const protocol = url.protocol ? `${url.protocol}://` : '';
  const port = url.port ? `:${url.port}` : '';
  const query = (url.query ?? []).filter((parameter) => !parameter.disabled);
  const pairs = query.map(({ key, value }) => (value === null ? key : `${key}=${value}`));
  return `${protocol}${url.host.join('.')}${port}/${url.path?.join('/')}${pairs.length > 0 ? `?${pairs.join('&')}` : ''}`;
}

describe('any valid list', () => {
  const timeZone = process.env['TZ'];
  afterAll(() => {
    if (timeZone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = timeZone;
  });

  test('gives a collection that is valid by our copy of the v2.1 schema, and that the SDK reads as intended', async () => {
    const check = async (text: string) => {
      const api = apiOf(text);
      const collection = toCollection(api, scripts);
      expect(await validateBundled(collection)).toEqual([]);
      expect(await judge(collection, api)).toEqual([]);
    };
    await fc.assert(fc.asyncProperty(arbitraryList, check), runs);
  });

  test('gives a collection that is valid by the official schema', async ({ skip }) => {
    const validate = officialSchema();
    if (typeof validate === 'string') return skip(validate);
    const check = (text: string) => {
      expect(validate(collectionOf(text))).toEqual([]);
    };
    fc.assert(fc.property(arbitraryList, check), runs);
  });

  test('gives the same bytes with other line ends, with a byte order mark, and in another time zone', () => {
    const check = (text: string, zone: string) => {
      const files = filesOf(text);
      process.env['TZ'] = zone;
      expect(filesOf(`\ufeff${text.replaceAll('\n', '\r\n')}`)).toEqual(files);
    };
    const zones = fc.constantFrom('UTC', 'Asia/Kathmandu', 'America/St_Johns', 'Pacific/Apia');
    fc.assert(fc.property(arbitraryList, zones, check), runs);
  });

  test('gives scripts that compile, raw URLs that match their parts, and unique ids', () => {
    const check = (text: string) => {
      const collection = collectionOf(text);
      for (const { script } of eventsOf(collection)) vm.compileFunction(script.exec.join('\n'));
      const items = itemsOf(collection.item);
      for (const { request } of items) expect(request.url.raw).toBe(joined(request));
      expect(new Set(items.map((item) => item.id)).size).toBe(items.length);
    };
    fc.assert(fc.property(arbitraryList, check), runs);
  });
});
