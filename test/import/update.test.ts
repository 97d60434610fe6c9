// biome-ignore-all lint/suspicious/noAssignInExpressions: a scenario is one line
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { type Base, parseBase, printBase, toBase } from '../../src/import/update/base.ts';
import { importDescription } from '../../src/library/import-description.ts';
import { loadList } from '../../src/library/load-list.ts';
import { updateList } from '../../src/library/update-list.ts';
import { toSource } from '../../src/source/read.ts';

type Tree = { [key: string]: unknown };

const answer = { responses: { 200: { description: 'Done' } } };
const limit = { name: 'limit', in: 'query', schema: { type: 'integer', default: 10 } };
const id = { name: 'isbn', in: 'path', required: true, schema: { type: 'string' } };

/** The description of a book shop. Each scenario changes it in one place. */
const shop = () => ({
  openapi: '3.1.0',
  info: { title: 'Shop' },
  servers: [{ url: 'https://shop.example' }],
  paths: {
    '/books': {
      get: { operationId: 'listBooks', summary: 'List books', tags: ['Books'], parameters: [limit], ...answer },
      post: {
        operationId: 'addBook',
        summary: 'Add a book',
        description: 'Adds it.',
        tags: ['Books'],
        requestBody: { content: { 'application/json': { example: { title: 'Dune' } } } },
        responses: { 201: { description: 'Added' } },
      },
    },
    '/books/{isbn}': {
      get: { operationId: 'getBook', summary: 'Get a book', tags: ['Books'], parameters: [id], ...answer },
      delete: { operationId: 'deleteBook', summary: 'Delete a book', tags: ['Books'], parameters: [id], ...answer },
    },
    '/orders': { get: { operationId: 'listOrders', summary: 'List orders', tags: ['Orders'], ...answer } },
    '/health': { get: { operationId: 'health', tags: ['Public'], security: [], ...answer } },
  } as Record<string, Tree>,
  components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } } as Tree,
  security: [{ token: [] }] as unknown[],
  tags: [] as Tree[],
});
type Shop = ReturnType<typeof shop>;
const at = (description: Shop, path: string, method: string) =>
  (description.paths[path] as Record<string, Tree>)[method] as Tree;

const options = { groupBy: 'tag', schemas: false } as const;
async function imported(description: object) {
  const { value, diagnostics } = await importDescription(toSource('openapi.yaml', stringify(description)), options);
  if (!value) throw new Error(JSON.stringify(diagnostics));
  return value;
}

const files = (others: Record<string, string>) =>
  Object.assign(
    (path: string) =>
      others[path] === undefined ? { diagnostics: [] } : { value: toSource(path, others[path]), diagnostics: [] },
    {
      find: (pattern: string) =>
        Object.keys(others).filter((path) => pattern === path || (pattern.includes('*') && path.endsWith('.yaml'))),
      check: () => [],
    },
  ) as never;

/** Updates a list as the command does. Returns the new texts. */
async function update(list: string, base: Base | undefined, next: object, others: Record<string, string> = {}) {
  const after = await imported(next);
  const source = toSource('endpoints.yaml', list);
  const { value, diagnostics } = updateList(source, after.list, base, files(others));
  if (!value) throw new Error(JSON.stringify(diagnostics));
  const texts = Object.fromEntries([...value.files].map(([file, text]) => [file.path, text]));
  return {
    text: texts['endpoints.yaml'] ?? list,
    others: { ...others, ...texts },
    plan: value.plan,
    base: parseBase(printBase(toBase(after.list, {}))),
  };
}

/** A scenario: what the user types, what the description becomes, and what the list has then. */
interface Scenario {
  /** Pairs of text: what is there, and what the user writes instead. */
  readonly edits?: readonly [string, string][];
  readonly next?: (description: Shop) => void;
  readonly has?: readonly string[];
  readonly hasNot?: readonly string[];
  readonly kept?: readonly string[];
  readonly withoutBase?: boolean;
  readonly others?: Record<string, string>;
  /** The whole list stays as it is. */
  readonly same?: boolean;
}

const parameters =
  (...more: object[]) =>
  (description: Shop) =>
    void (at(description, '/books', 'get').parameters = [limit, ...more]);
const page = { name: 'page', in: 'query', schema: { type: 'integer', default: 1 } };

const scenarios: Record<string, Scenario> = {
  'nothing changes': { same: true },
  'the user changes a name': { edits: [['name: List books', 'name: All our books']], same: true },
  'both change a name': {
    edits: [['name: List books', 'name: All our books']],
    next: (d) => void (at(d, '/books', 'get').summary = 'Find books'),
    has: ['name: All our books'],
    hasNot: ['Find books'],
    kept: ['name'],
  },
  'both change a name to the same': {
    edits: [['name: List books', 'name: Find books']],
    next: (d) => void (at(d, '/books', 'get').summary = 'Find books'),
    same: true,
  },
  'the description changes a name': {
    next: (d) => void (at(d, '/books', 'get').summary = 'Find books'),
    has: ['name: Find books'],
    hasNot: ['List books'],
  },
  'the user adds a description': {
    edits: [['name: List books', 'name: List books\n        description: Mine.']],
    next: (d) => void (at(d, '/books', 'get').description = 'Theirs.'),
    has: ['description: Mine.'],
    hasNot: ['Theirs'],
    kept: ['description'],
  },
  'the description adds a description': {
    next: (d) => void (at(d, '/books', 'get').description = 'Theirs.'),
    has: ['description: Theirs.'],
  },
  'the user removes a description': {
    edits: [['        description: Adds it.\n', '']],
    next: (d) => void (at(d, '/books', 'post').description = 'Adds one.'),
    hasNot: ['Adds one.'],
    kept: ['description'],
  },
  'a new parameter': {
    next: parameters(page),
    has: ['limit: { value: 10, disabled: true }', 'page: { value: 1, disabled: true }'],
  },
  'a new parameter beside one that the user changed': {
    edits: [['limit: { value: 10, disabled: true }', 'limit: 50']],
    next: parameters(page),
    has: ['limit: 50', 'page: { value: 1, disabled: true }'],
  },
  'a parameter that the user added': {
    edits: [['limit: { value: 10, disabled: true }', 'limit: { value: 10, disabled: true }, mine: 1']],
    next: parameters(page),
    has: ['mine: 1', 'page:'],
  },
  'a parameter that the user removed stays away': {
    edits: [['        query: { limit: { value: 10, disabled: true } }\n', '']],
    next: parameters(page),
    has: ['page:'],
    hasNot: ['limit'],
  },
  'a default changes': {
    next: (d) => void (at(d, '/books', 'get').parameters = [{ ...limit, schema: { type: 'integer', default: 20 } }]),
    has: ['limit: { value: 20, disabled: true }'],
  },
  'a default changes, and the user has another value': {
    edits: [['value: 10, disabled: true', 'value: 33']],
    next: (d) => void (at(d, '/books', 'get').parameters = [{ ...limit, schema: { type: 'integer', default: 20 } }]),
    has: ['value: 33'],
    kept: ['query/limit'],
  },
  'a parameter has gone': { next: (d) => void (at(d, '/books', 'get').parameters = []), hasNot: ['limit', 'query'] },
  'a parameter has gone that the user changed': {
    edits: [['{ value: 10, disabled: true }', '7']],
    next: (d) => void (at(d, '/books', 'get').parameters = []),
    has: ['limit: 7'],
    kept: ['query/limit'],
  },
  'a new operation is behind its neighbour': {
    next: (d) =>
      void ((d.paths['/books'] as Tree).put = {
        operationId: 'replaceBooks',
        summary: 'Replace books',
        tags: ['Books'],
        ...answer,
      }),
    has: ['request: PUT /books\n        expect: 200\n      - name: Get a book'],
  },
  'a new operation in a new folder': {
    next: (d) =>
      void (d.paths['/carts'] = {
        get: { operationId: 'listCarts', summary: 'List carts', tags: ['Carts'], ...answer },
      }),
    has: ['  - folder: Carts\n    endpoints:\n      - name: List carts\n        request: GET /carts\n'],
  },
  'a new operation in a folder that the user renamed': {
    edits: [['folder: Orders', 'folder: My orders']],
    next: (d) =>
      void ((d.paths['/orders'] as Tree).post = {
        operationId: 'addOrder',
        summary: 'Add an order',
        tags: ['Orders'],
        ...answer,
      }),
    has: ['folder: My orders', 'request: POST /orders'],
    hasNot: ['folder: Orders'],
  },
  'a new operation in a folder that the user emptied into another': {
    edits: [['  - folder: Orders\n    endpoints:\n', '']],
    next: (d) =>
      void ((d.paths['/orders'] as Tree).post = {
        operationId: 'addOrder',
        summary: 'Add an order',
        tags: ['Orders'],
        ...answer,
      }),
    has: ['request: POST /orders'],
    hasNot: ['folder: Orders'],
  },
  'an operation that the user removed stays away': {
    edits: [['      - name: Delete a book\n        request: DELETE /books/{isbn}\n        expect: 200\n', '']],
    next: (d) => void (at(d, '/books/{isbn}', 'delete').summary = 'Remove'),
    hasNot: ['DELETE'],
  },
  'an operation has gone': {
    next: (d) => void delete d.paths['/orders'],
    has: ['# Gone from the description.\n      - name: List orders', 'tags: [gone]'],
  },
  'an operation has gone that the user changed': {
    edits: [['name: List orders', 'name: Mine\n        tags: [smoke]']],
    next: (d) => void delete d.paths['/orders'],
    has: ['name: Mine', 'tags: [smoke, gone]'],
  },
  'a request of the user is not marked': {
    edits: [['      - name: List orders', '      - GET /mine\n      - name: List orders']],
    next: (d) => void (at(d, '/orders', 'get').summary = 'Orders'),
    has: ['- GET /mine\n', 'name: Orders'],
    hasNot: ['Gone'],
  },
  'a path is renamed': {
    next: (d) => {
      d.paths['/purchases'] = d.paths['/orders'] as Tree;
      delete d.paths['/orders'];
    },
    has: ['request: GET /purchases'],
    hasNot: ['/orders', 'Gone'],
  },
  'a path is renamed of a request that the user changed': {
    edits: [['name: List orders', 'name: Mine # my comment']],
    next: (d) => {
      d.paths['/purchases'] = d.paths['/orders'] as Tree;
      delete d.paths['/orders'];
    },
    has: ['request: GET /purchases', 'name: Mine # my comment'],
  },
  'a method changes': {
    next: (d) => void (d.paths['/orders'] = { post: at(d, '/orders', 'get') }),
    has: ['request: POST /orders'],
    hasNot: ['GET /orders', 'Gone'],
  },
  'a path parameter is renamed': {
    next: (d) => {
      d.paths['/books/{number}'] = {
        get: { ...at(d, '/books/{isbn}', 'get'), parameters: [{ ...id, name: 'number' }] },
        delete: { ...at(d, '/books/{isbn}', 'delete'), parameters: [{ ...id, name: 'number' }] },
      };
      delete d.paths['/books/{isbn}'];
    },
    has: ['GET /books/{number}', 'DELETE /books/{number}'],
    hasNot: ['isbn'],
  },
  "a query in the path is the user's": {
    edits: [['request: GET /orders', 'request: GET /orders?mine=1']],
    next: (d) => void (at(d, '/orders', 'get').summary = 'Orders'),
    has: ['request: GET /orders?mine=1', 'name: Orders'],
  },
  "a request with a value of the user's in the path": {
    edits: [['request: GET /books/{isbn}\n', 'request: GET /books/9780141439518\n']],
    next: (d) => void (at(d, '/books/{isbn}', 'get').summary = 'Read a book'),
    has: ['request: GET /books/9780141439518'],
    hasNot: ['GET /books/{isbn}', 'Gone'],
  },
  'a request that the user wrote twice': {
    edits: [
      [
        '      - name: List orders\n        request: GET /orders\n        expect: 200\n',
        '      - name: List orders\n        request: GET /orders\n        expect: 200\n      - name: As Jane\n        request: GET /orders\n        expect: 403\n',
      ],
    ],
    next: (d) => void (at(d, '/orders', 'get').responses = { 202: { description: 'Later' } }),
    has: ['expect: 202', 'expect: 403'],
    kept: ['expect/status'],
  },
  'comments stay': {
    edits: [
      ['      - name: List books', '      # Above.\n      - name: List books # behind'],
      ['        request: GET /books\n', '        # Between.\n        request: GET /books\n'],
    ],
    next: parameters(page),
    has: ['# Above.', 'List books # behind', '# Between.', 'page'],
  },
  'a comment behind the last line stays there': {
    edits: [
      [
        '        request: GET /orders\n        expect: 200',
        '        request: GET /orders\n        expect: 200 # always',
      ],
    ],
    next: (d) => void (at(d, '/orders', 'get').description = 'Mine.'),
    has: ['expect: 200 # always', 'description: Mine.'],
  },
  'a parameter with a comment is not removed': {
    edits: [
      [
        '        query: { limit: { value: 10, disabled: true } }',
        '        query:\n          # Ask Jane.\n          limit: { value: 10, disabled: true }',
      ],
    ],
    next: (d) => void (at(d, '/books', 'get').parameters = []),
    has: ['# Ask Jane.', 'limit:'],
  },
  'the order that the user chose stays': {
    edits: [['  - folder: Books', '  - folder: First\n    endpoints: [GET /first]\n  - folder: Books']],
    next: parameters(page),
    has: ['folder: First\n    endpoints: [GET /first]'],
  },
  'a body that the user wrote stays': {
    edits: [['json: { title: Dune }', 'json: { title: Emma, price: 12 }']],
    next: (d) =>
      void (at(d, '/books', 'post').requestBody = {
        content: { 'application/json': { example: { title: 'Emma', author: 'Austen' } } },
      }),
    has: ['json: { title: Emma, price: 12 }'],
    kept: ['json'],
  },
  'a body changes': {
    next: (d) =>
      void (at(d, '/books', 'post').requestBody = {
        content: { 'application/json': { example: { title: 'Emma', author: 'Austen' } } },
      }),
    has: ['json: { title: Emma, author: Austen }'],
  },
  'a status changes': {
    next: (d) => void (at(d, '/books', 'post').responses = { 202: { description: 'Later' } }),
    has: ['expect: 202'],
    hasNot: ['201'],
  },
  'what the user expects in addition stays': {
    edits: [['expect: 201', 'expect: { status: 201, time: 2s }']],
    next: (d) => void (at(d, '/books', 'post').responses = { 202: { description: 'Later' } }),
    has: ['expect: { status: 202, time: 2s }'],
  },
  'what the user saves stays': {
    edits: [['expect: 201', 'expect: 201\n        save: { isbn: $.isbn }']],
    next: (d) => void (at(d, '/books', 'post').summary = 'Add one'),
    has: ['save: { isbn: $.isbn }', 'name: Add one'],
  },
  'a variable that the user set stays': {
    edits: [['environments:', 'variables: { isbn: "9780141439518" }\nenvironments:']],
    next: (d) => void (at(d, '/books/{isbn}', 'get').parameters = [{ ...id, example: '1' }]),
    has: ['isbn: "9780141439518"'],
    kept: ['variables/isbn'],
  },
  'a new variable is declared': {
    next: (d) => void (at(d, '/books/{isbn}', 'get').parameters = [{ ...id, description: 'Number of a book' }]),
    has: ['variables: { isbn: { description: Number of a book } }'],
  },
  "an environment of the user's stays": {
    edits: [['environments:\n', 'environments:\n  mine: { base_url: http://localhost:8080 }\n']],
    next: (d) => void (d.servers = [{ url: 'https://shop2.example' }]),
    has: ['mine: { base_url: http://localhost:8080 }', 'https://shop2.example'],
  },
  'an address that the user changed stays': {
    edits: [['base_url: https://shop.example', 'base_url: http://localhost:8080']],
    next: (d) => void (d.servers = [{ url: 'https://shop2.example' }]),
    has: ['base_url: http://localhost:8080'],
    hasNot: ['shop2'],
    kept: ['environments/main'],
  },
  'the sign-in changes': {
    next: (d) => void (d.components = { securitySchemes: { token: { type: 'http', scheme: 'basic' } } }),
    has: ['auth: basic'],
  },
  'the sign-in changes, and the user chose another': {
    edits: [['auth: bearer', 'auth: keycloak']],
    next: (d) => void (d.components = { securitySchemes: { token: { type: 'http', scheme: 'basic' } } }),
    has: ['auth: keycloak'],
    kept: ['auth'],
  },
  'an operation becomes public': {
    next: (d) => void (at(d, '/orders', 'get').security = []),
    has: ['request: GET /orders\n        expect: 200\n        auth: none'],
  },
  'a short entry becomes a long one': {
    edits: [
      ['      - name: List orders\n        request: GET /orders\n        expect: 200\n', '      - GET /orders\n'],
    ],
    next: (d) => void (at(d, '/orders', 'get').parameters = [page]),
    has: ['request: GET /orders', 'page: { value: 1, disabled: true }'],
    hasNot: ['expect: 200\n        query'],
  },
  'without the file that import keeps, only new requests are added': {
    withoutBase: true,
    edits: [['name: List orders', 'name: Mine']],
    next: (d) => {
      (d.paths['/orders'] as Tree).post = { summary: 'Add an order', tags: ['Orders'], ...answer };
      at(d, '/books', 'get').summary = 'Find books';
      delete d.paths['/health'];
    },
    has: ['name: Mine', 'POST /orders', 'name: List books', '/health'],
    hasNot: ['Gone', 'Find books'],
  },
  'a new operation beside entries in brackets': {
    edits: [
      [
        '  - folder: Orders\n    endpoints:\n      - name: List orders\n        request: GET /orders\n        expect: 200\n',
        '  - { folder: Orders, endpoints: [GET /orders] }\n',
      ],
    ],
    next: (d) =>
      void ((d.paths['/orders'] as Tree).post = {
        operationId: 'addOrder',
        summary: 'Add an order',
        tags: ['Orders'],
        ...answer,
      }),
    has: ['[GET /orders, { name: Add an order, request: POST /orders, expect: 200 }]'],
  },
  'a new name that a request has whose operation has gone': {
    next: (d) => {
      delete (d.paths['/books/{isbn}'] as Tree).get;
      at(d, '/books', 'get').summary = 'Get a book';
    },
    has: ['name: List books', '# Gone from the description.\n      - name: Get a book\n'],
  },
  'a new operation with the name of an own request': {
    edits: [
      [
        '      - name: List orders\n',
        '      - { name: Add an order, request: GET /mine }\n      - name: List orders\n',
      ],
    ],
    next: (d) => void ((d.paths['/orders'] as Tree).post = { summary: 'Add an order', tags: ['Orders'], ...answer }),
    has: ['{ name: Add an order, request: GET /mine }', 'name: Add an order (2)\n        request: POST /orders'],
  },
  'a new operation in a folder with another sign-in': {
    edits: [['  - folder: Orders\n', '  - folder: Orders\n    auth: none\n']],
    next: (d) => void ((d.paths['/orders'] as Tree).post = { operationId: 'addOrder', tags: ['Orders'], ...answer }),
    has: ['request: POST /orders\n        expect: 200\n        auth: inherit'],
  },
  'the description of a folder changes': {
    next: (d) => void (d.tags = [{ name: 'Orders', description: 'What was sold.' }]),
    has: ['- folder: Orders\n    description: What was sold.\n    endpoints:'],
  },
  'all operations of a folder become public': {
    next: (d) => {
      at(d, '/orders', 'get').security = [];
      (d.paths['/orders'] as Tree).post = { operationId: 'addOrder', tags: ['Orders'], security: [], ...answer };
    },
    has: ['- folder: Orders\n    auth: none\n'],
  },
  'nothing is expected any more': {
    next: (d) => void (at(d, '/orders', 'get').responses = {}),
    hasNot: ['GET /orders\n        expect'],
  },
  'a media type is documented': {
    next: (d) =>
      void (at(d, '/orders', 'get').responses = { 200: { description: 'Done', content: { 'application/json': {} } } }),
    has: ['expect: { status: 200, headers: { Content-Type: application/json } }'],
  },
  'a parameter gets another variable, and the user gave a value to the one that it has': {
    edits: [['base_url: https://shop.example }', "base_url: https://shop.example, isbn: '9780441172719' }"]],
    next: (d) =>
      void (d.paths['/authors/{isbn}'] = {
        get: { tags: ['Books'], parameters: [{ ...id, schema: { type: 'integer' } }], ...answer },
      }),
    has: [
      'request: GET /books/{isbn}\n        expect',
      'variables:\n  author_isbn:\n',
      'path: { isbn: "{{author_isbn}}" }',
    ],
    hasNot: ['book_isbn'],
    kept: ['path/isbn', 'path/isbn'],
  },
  'a parameter gets another variable, and the one that it has is declared by the user': {
    edits: [['environments:', "variables:\n  isbn: { value: '9780441172719', description: Dune }\nenvironments:"]],
    next: (d) =>
      void (d.paths['/authors/{isbn}'] = {
        get: { tags: ['Books'], parameters: [{ ...id, schema: { type: 'integer' } }], ...answer },
      }),
    has: ['description: Dune', 'path: { isbn: "{{author_isbn}}" }'],
    hasNot: ['book_isbn'],
    kept: ['path/isbn', 'path/isbn'],
  },
  'a parameter gets another variable, and none has a value': {
    next: (d) =>
      void (d.paths['/authors/{isbn}'] = {
        get: { tags: ['Books'], parameters: [{ ...id, schema: { type: 'integer' } }], ...answer },
      }),
    has: ['book_isbn', 'author_isbn', 'isbn: "{{book_isbn}}"'],
  },
  'the tag of an operation changes': {
    next: (d) => void (at(d, '/orders', 'get').tags = ['Sales']),
    kept: ['folder'],
    same: true,
  },
  'the name of the API changes': {
    next: (d) => void (d.info.title = 'Books'),
    // The names and ids of generated files stay.
    has: ['name: Books\n', 'slug: shop\n'],
  },
  'the tag becomes the folder into which the user moved the request': {
    edits: [['  - folder: Orders\n    endpoints:\n', '  - folder: Sales\n    endpoints:\n']],
    next: (d) => void (at(d, '/orders', 'get').tags = ['Sales']),
    same: true,
  },
  'requests that the user moved to another file': {
    edits: [
      [
        '  - folder: Orders\n    endpoints:\n      - name: List orders\n        request: GET /orders\n        expect: 200\n',
        '  - include: orders.yaml\n',
      ],
    ],
    others: {
      'orders.yaml': '# Mine.\nendpoints:\n  - name: List orders # here\n    request: GET /orders\n    expect: 200\n',
    },
    next: (d) => {
      at(d, '/orders', 'get').summary = 'Orders';
      (d.paths['/orders'] as Tree).post = {
        operationId: 'addOrder',
        summary: 'Add an order',
        tags: ['Orders'],
        ...answer,
      };
    },
    has: ['# Mine.', 'name: Orders # here', 'request: POST /orders'],
    hasNot: ['folder: Orders'],
  },
};

describe('import --update', () => {
  test('has at least 40 scenarios', () => {
    expect(Object.keys(scenarios).length).toBeGreaterThanOrEqual(40);
  });

  test.each(Object.entries(scenarios))(
    '%s',
    async (_, {
      edits = [],
      next = () => undefined,
      has = [],
      hasNot = [],
      kept = [],
      withoutBase,
      others = {},
      same,
    }) => {
      const first = await imported(shop());
      let list = first.text;
      for (const [from, to] of edits) {
        expect(list).toContain(from);
        list = list.replace(from, () => to);
      }
      const base = withoutBase ? undefined : toBase(first.list, {});
      const description = shop();
      next(description);
      const after = await update(list, base, description, others);
      const whole = [after.text, ...Object.keys(others).map((path) => after.others[path])].join('\n');
      for (const part of has) expect(whole).toContain(part);
      for (const part of hasNot) expect(whole).not.toContain(part);
      expect(after.plan.kept.map(({ field }) => field)).toEqual(kept);
      if (same) expect(after.text).toBe(list);
      // What the user typed is still there: comments, and lines that import did not write.
      const written = new Set(first.text.split('\n'));
      const typed = [list, ...Object.values(others)]
        .join('\n')
        .split('\n')
        .flatMap((line) => (written.has(line) ? (/#.*/.exec(line) ?? []) : [/#.*/.exec(line)?.[0] ?? '']));
      for (const comment of typed) expect(whole).toContain(comment);
      // The result is a valid list, and a second update has nothing to do.
      const loaded = loadList(toSource('endpoints.yaml', after.text), files(after.others));
      expect(loaded.diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message)).toEqual(
        [],
      );
      const again = await update(after.text, after.base, description, after.others);
      expect(again.text).toBe(after.text);
      expect(again.plan.entries).toEqual([]);
    },
  );

  const twoIds = () => {
    const description = shop();
    description.paths['/authors/{isbn}'] = {
      get: { tags: ['Books'], parameters: [{ ...id, schema: { type: 'integer' } }], ...answer },
    };
    return description;
  };

  test('a variable stays as long as a request uses it, also one that has gone', async () => {
    const first = await imported(twoIds());
    expect(first.text).toContain('author_isbn');
    const gone = await update(first.text, toBase(first.list, {}), shop());
    expect(gone.text).toContain('author_isbn:');
    const loaded = loadList(toSource('endpoints.yaml', gone.text), files({}));
    expect(loaded.diagnostics.map(({ code }) => code)).toEqual([]);
    const again = await update(gone.text, gone.base, shop());
    expect(again.text).toBe(gone.text);
  });

  test('a request does not get the value of another one when names are free again', async () => {
    const first = await imported(shop());
    const typed = first.text.replace('environments:', 'variables: { isbn: 9780441172719 }\nenvironments:');
    const second = await update(typed, toBase(first.list, {}), twoIds());
    expect(second.text).toContain('path: { isbn: "{{author_isbn}}" }');
    const alone = twoIds();
    delete alone.paths['/books/{isbn}'];
    const third = await update(second.text, second.base, alone);
    expect(third.text).toContain('path: { isbn: "{{author_isbn}}" }');
    const loaded = loadList(toSource('endpoints.yaml', third.text), files({}));
    expect(loaded.diagnostics.map(({ code }) => code)).toEqual([]);
  });

  test('a variable stays while a folder or another variable uses it', async () => {
    const first = await imported(twoIds());
    for (const [from, to] of [
      ['variables:', 'variables:\n  full: "x-{{author_isbn}}"'],
      ['  - folder: Orders\n', '  - folder: Orders\n    headers: { X-Isbn: "{{author_isbn}}", X-Full: "{{full}}" }\n'],
    ] as const) {
      const own = first.text.replace(/variables: \{ (.*) \}\n/, 'variables:\n  $1\n').replace(from, to);
      const next = await update(own, toBase(first.list, {}), shop());
      expect(next.text).toContain('author_isbn');
      expect(next.plan.head.map(({ field }) => field.path.join('/'))).not.toContain('variables/author_isbn');
    }
  });

  test('a parameter of a path that the user gave a value keeps its name', async () => {
    const first = await imported(shop());
    const own = first.text.replace('GET /books/{isbn}\n', 'GET /books/{isbn}\n        path: { isbn: b7 }\n');
    const next = shop();
    next.paths['/books/{number}'] = JSON.parse(
      JSON.stringify(next.paths['/books/{isbn}']).replaceAll('isbn', 'number'),
    );
    delete next.paths['/books/{isbn}'];
    const after = await update(own, toBase(first.list, {}), next);
    expect(after.text).toContain('GET /books/{isbn}\n        path: { isbn: b7 }');
    expect(after.text).toContain('DELETE /books/{number}');
    expect(after.plan.kept.map(({ field }) => field)).toEqual(['request']);
    expect((await update(after.text, after.base, next)).text).toBe(after.text);
  });

  test('three updates in turn, with a value for the variable of the first', async () => {
    const withExample = { ...id, example: 'b5', description: 'Number of a book.' };
    const version = (more: Record<string, Tree>) => {
      const description = shop();
      at(description, '/books/{isbn}', 'get').parameters = [withExample];
      Object.assign(description.paths, more);
      return description;
    };
    const authors = { get: { tags: ['Books'], parameters: [{ ...id, schema: { type: 'integer' } }], ...answer } };
    const covers = { get: { tags: ['Books'], parameters: [withExample], ...answer } };
    const first = await imported(version({}));
    const typed = first.text.replace(
      '  main: { base_url: https://shop.example }',
      '  main: { base_url: https://shop.example }\n  staging: { base_url: https://s.example, isbn: b7 }',
    );
    expect(typed).toContain('isbn: b7');
    const second = await update(typed, toBase(first.list, {}), version({ '/authors/{isbn}': authors }));
    expect(second.text).toContain('isbn: { value: b5, description: Number of a book. }');
    expect(second.text).not.toContain('book_isbn');
    const third = await update(
      second.text,
      second.base,
      version({ '/authors/{isbn}': authors, '/books/{isbn}/covers': covers }),
    );
    expect(third.text).toContain('isbn: "{{book_isbn}}"');
    const loaded = loadList(toSource('endpoints.yaml', third.text), files({}));
    expect(loaded.diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([]);
  });

  test('a comment is above the request that has gone, not above a new one before it', async () => {
    const next = shop();
    next.paths['/books/{isbn}/photos'] = { get: { summary: 'List photos', tags: ['Books'], ...answer } };
    delete (next.paths['/books/{isbn}'] as Tree).delete;
    const first = await imported(shop());
    const { text } = await update(first.text, toBase(first.list, {}), next);
    expect(text).toContain('# Gone from the description.\n      - name: Delete a book\n');
  });

  test('an operation that is back loses its mark', async () => {
    const first = await imported(shop());
    const without = shop();
    delete without.paths['/orders'];
    const gone = await update(first.text, toBase(first.list, {}), without);
    const back = await update(gone.text, toBase(first.list, {}), shop());
    expect(back.text).toBe(first.text);
  });
});
