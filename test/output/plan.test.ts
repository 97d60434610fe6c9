import { describe, expect, test } from 'vitest';
import type { DiskFile, OutputFile } from '../../src/output/output-file.ts';
import { type PlannedFile, planOutput } from '../../src/output/plan.ts';

const list = 'endpoints.yaml';
const collection = (name: string, more: object = {}): OutputFile => ({
  kind: 'collection',
  name: 'a.postman_collection.json',
  content: { info: { _postman_id: 'c', name }, item: [], ...more },
});
const environment = (values: Record<string, string>, type = 'default'): OutputFile => ({
  kind: 'environment',
  name: 'a.dev.postman_environment.json',
  content: { id: 'e', name: 'a.dev', values: Object.entries(values).map(([key, value]) => ({ key, value, type })) },
});

const plan = (files: OutputFile[], disk: DiskFile[], name = list) =>
  planOutput({ list: name, files, disk, show: (file) => `shown/${file}` });
/** The text on disk after an earlier `generate`. */
const written = (file: OutputFile, name = list) => plan([file], [], name)[0]?.text ?? '';
/** The action, and the codes of its conflict and refusal. */
const inShort = ({ action, conflict, refusal }: PlannedFile) =>
  [action, conflict?.code, refusal?.code].filter((word) => word !== undefined).join(' ');
const judged = (file: OutputFile, disk: Omit<DiskFile, 'name'> | undefined) =>
  plan([file], disk ? [{ name: file.name, ...disk }] : []).map(inShort);

describe('a collection', () => {
  const now = collection('now');
  const same = written(now);
  const edited = same.replace('"item": []', '"item": [{}]');
  const unmarked = JSON.stringify(now.content);

  test.each<[string, Omit<DiskFile, 'name'> | undefined, string]>([
    ['does not exist', undefined, 'create'],
    ['is up to date', { text: same }, 'keep'],
    ['has other line ends', { text: same.replaceAll('\n', '\r\n') }, 'keep'],
    ['has another layout', { text: JSON.stringify(JSON.parse(same), null, 2) }, 'update'],
    ['was generated from an earlier list', { text: written(collection('before')) }, 'update'],
    ['was changed by hand', { text: edited }, 'update edited-by-hand'],
    [
      'was generated from an earlier list and changed by hand',
      { text: edited.replace('"now"', '"before"') },
      'update edited-by-hand',
    ],
    ['was exported by the app, which removes our mark', { text: unmarked }, 'update edited-by-hand'],
    [
      'has the keys that Postman adds to an export',
      { text: same.replace('"info": {', '"info": { "_exporter_id": "1", "_collection_link": "https://a.test",') },
      'update',
    ],
    ['has a key twice', { text: same.replace('{', '{"item": [{}],') }, 'update edited-by-hand'],
    ['was written by somebody else', { text: unmarked.replace('"c"', '"other"') }, 'update foreign-file'],
    ['was written by somebody else, without `info`', { text: '{}' }, 'update foreign-file'],
    ['is not a map', { text: '[]' }, 'update foreign-file'],
    ['is not JSON', { text: '<html>' }, 'update foreign-file'],
    ['is empty', { text: '' }, 'update foreign-file'],
    ['is incomplete', { text: same.slice(0, -20) }, 'update foreign-file'],
    ['is a link', { text: '', unsafe: 'it is a link' }, 'update unsafe-output'],
    ['is a folder', { text: '', unsafe: 'it is a folder' }, 'update unsafe-output'],
  ])('that %s', (_, disk, want) => {
    expect(judged(now, disk)).toEqual([want]);
  });

  test('is printed with tabs and a line end, and is not private', () => {
    expect(same.split('\n').slice(0, 3)).toEqual(['{', '\t"info": {', '\t\t"_postman_id": "c",']);
    expect(same.endsWith('}\n')).toBe(true);
    expect(plan([now], [])[0]?.private).toBe(false);
  });
});

describe('an environment', () => {
  const now = environment({ a: '1', key: '' });
  const same = written(now);
  const typed = same.replace('"value": ""', '"value": "typed"');

  test.each<[string, Omit<DiskFile, 'name'> | undefined, string]>([
    ['does not exist', undefined, 'create'],
    ['is up to date', { text: same }, 'keep'],
    ['has an entered value', { text: typed }, 'keep'],
    ['has another type', { text: same.replace('"default"', '"any"') }, 'update'],
    ['was generated from an earlier list', { text: written(environment({ a: '0' })) }, 'update'],
    ['has a key twice', { text: same.replace('{', '{"values": [],') }, 'update edited-by-hand'],
    ['has one key in two objects', { text: JSON.stringify(JSON.parse(same), null, 1) }, 'update'],
    ['was exported by the app, which removes our mark', { text: JSON.stringify(now.content) }, 'update'],
    ['was written by somebody else', { text: '{"id":"other","values":[]}' }, 'update foreign-file'],
    ['is not JSON', { text: 'a=1' }, 'update foreign-file'],
    ['is a link', { text: '', unsafe: 'it is a link' }, 'update unsafe-output'],
    [
      'is of another user',
      { text: '', unreadable: { reason: 'permission denied', mode: '600' } },
      'update unreadable-output',
    ],
  ])('that %s', (_, disk, want) => {
    expect(judged(now, disk)).toEqual([want]);
  });

  test('keeps entered values when the list changes', () => {
    const [planned] = plan([environment({ a: '2', key: '', b: '3' })], [{ name: now.name, text: typed }]);
    expect(JSON.parse(planned?.text ?? '').values).toMatchObject([
      { key: 'a', value: '2' },
      { key: 'key', value: 'typed' },
      { key: 'b', value: '3' },
    ]);
  });

  test('is private when it has a secret', () => {
    expect(plan([now], [])[0]?.private).toBe(false);
    expect(plan([environment({ key: '' }, 'secret')], [])[0]?.private).toBe(true);
  });

  test('is not private when nobody types its secrets', () => {
    expect(plan([{ ...environment({ key: '' }, 'secret'), private: false }], [])[0]?.private).toBe(false);
  });
});

describe('a file that the list no longer produces', () => {
  const oldCollection = { name: 'old.postman_collection.json', text: written(collection('old')) };
  const oldEnvironment = { name: 'a.old.postman_environment.json', text: written(environment({ a: '1', key: '' })) };

  test.each<[string, DiskFile, string[]]>([
    ['a collection', oldCollection, ['remove']],
    [
      'a collection that was changed by hand',
      { ...oldCollection, text: oldCollection.text.replace('"old"', '"new"') },
      ['remove edited-by-hand'],
    ],
    ['an environment', oldEnvironment, ['remove']],
    [
      'an environment with an entered value',
      { ...oldEnvironment, text: oldEnvironment.text.replace('"value": ""', '"value": "x"') },
      ['remove typed-values'],
    ],
    [
      'an environment whose values were cleared',
      { ...oldEnvironment, text: oldEnvironment.text.replace('"value": "1"', '"value": ""') },
      ['remove'],
    ],
    ['a collection of another list', { ...oldCollection, text: written(collection('old'), 'other.yaml') }, []],
    ['a collection without our mark', { ...oldCollection, text: JSON.stringify(collection('old').content) }, []],
    ['a collection that is not JSON', { ...oldCollection, text: '{' }, []],
    ['a link', { ...oldCollection, unsafe: 'it is a link' }, []],
  ])('%s: %j', (_, disk, want) => {
    expect(plan([], [disk]).map(inShort)).toEqual(want);
  });
});

test.each<[string, OutputFile, (text: string) => string, true | undefined]>([
  ['a collection in another layout', collection('now'), (text) => JSON.stringify(JSON.parse(text)), true],
  ['a collection as it was', collection('now'), (text) => text, undefined],
  ['an environment of the type any', environment({ a: '1' }), (text) => text.replace('"default"', '"any"'), true],
  [
    'an environment with another value in the list',
    environment({ a: '1' }),
    (text) => text.replaceAll('1', '0'),
    undefined,
  ],
])('isSame: %s', (_, file, change, want) => {
  const [planned] = plan([file], [{ name: file.name, text: change(written(file)) }]);
  expect(planned?.isSame).toBe(want);
});

test('diagnostics show the path of the file', () => {
  const [planned] = plan([collection('now')], [{ name: 'a.postman_collection.json', text: '' }]);
  expect(planned?.conflict?.message).toContain('shown/a.postman_collection.json');
});
