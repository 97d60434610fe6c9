import { describe, expect, test } from 'vitest';
import { stableId, uuidV5 } from '../../src/model/ids.ts';

const dns = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';
const url = '6ba7b811-9dad-11d1-80b4-00c04fd430c8';
const oid = '6ba7b812-9dad-11d1-80b4-00c04fd430c8';

// The first example is from RFC 9562, appendix A.4. The others were made with Python's `uuid.uuid5`.
test.each([
  [dns, 'www.example.com', '2ed6657d-e927-568b-95e1-2665a8aea6a2'],
  [dns, 'python.org', '886313e1-3b8a-5372-9b90-0c9aee199e5d'],
  [dns, '', '4ebd0208-8328-5d69-8c44-ec50939c0967'],
  [url, 'http://python.org/', '4c565f0d-3f5a-5890-b41b-20cf47701c5e'],
  [oid, '1.3.6.1', '1447fa61-5277-5fef-a9b3-fbc6e44f4af3'],
  [oid, 'Zürich ☃', 'ee582c1c-9bc6-513f-9645-05ce302f30ee'],
])('uuidV5(%s, %j)', (space, name, want) => {
  expect(uuidV5(space, name)).toBe(want);
});

describe('stableId', () => {
  // People have imported files with these ids, so the ids must never change.
  test.each<[Parameters<typeof stableId>, string]>([
    [['pydio-cells', 'collection'], '365eff8c-ba66-5b9c-aa9a-1fa547cc88bc'],
    [['pydio-cells', 'item', 'Users', 'Get a user'], '7c114777-a66c-59aa-a4fe-3aedb3aa663d'],
    [['pydio-cells', 'environment', 'demo'], '16cc967c-52cb-5dc6-8f18-a1f36041f02f'],
  ])('%j', (parts, want) => {
    expect(stableId(...parts)).toBe(want);
  });

  test('distinguishes a folder "a/b" from a folder "b" inside "a"', () => {
    const ids = [stableId('s', 'item', 'a/b'), stableId('s', 'item', 'a', 'b'), stableId('s', 'item', 'a', '', 'b')];
    expect(new Set(ids).size).toBe(3);
  });
});
