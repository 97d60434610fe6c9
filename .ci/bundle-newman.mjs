// Bundles newman's process, from src/run/newman/newman-child.ts on, into dist/newman: newman-child.cjs, and the code of
// the script sandbox, which newman hands to a thread as text.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';

/** Packages that newman and its libraries have several copies of. The one that postman-runtime has serves all. */
const oneCopy = /^(?:lodash|async|uuid)(?:$|\/)/;

/** Packages that few runs need. They are loaded when something of theirs is used first: 50 ms of each start. */
const late = /^(?:psl|stream-length|node-forge|jose|handlebars)$/;

/** What no run of ours reaches: collections and data arrive as objects, and reports are made from our own result. */
const unused = /^(?:csv-parse|postman-collection-transformer)$/;
const unusedFiles = [
  /newman\/lib\/reporters\/[\w-]+(?:\/index)?\.js$/,
  // Builds the sandbox from its sources with browserify and terser. The package has it built.
  /postman-sandbox\/lib\/bundle\/index\.js$/,
];

/**
 * @param outdir the folder of the bundle
 * @returns esbuild's metafile
 */
export async function bundleNewman(outdir) {
  const { metafile } = await build({
    entryPoints: { 'newman-child': 'src/run/newman/newman-child.ts' },
    outdir,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20.19',
    // Short names make it smaller by a quarter, and not faster; libraries also read the names of their functions.
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
    plugins: [resolvePackages, dropUnused, sandboxBeside(outdir)],
  });
  return metafile;
}

const resolvePackages = {
  name: 'one copy, or late',
  setup({ onResolve, onLoad, resolve }) {
    onResolve({ filter: oneCopy }, ({ path, kind, pluginData }) =>
      pluginData?.found ? undefined : resolve(path, { kind, resolveDir: runtimeFolder(), pluginData: { found: true } }),
    );
    onResolve({ filter: late }, ({ path, resolveDir, namespace }) =>
      namespace === 'late' ? undefined : { path, namespace: 'late', pluginData: { resolveDir } },
    );
    onLoad({ filter: /.*/, namespace: 'late' }, ({ path, pluginData: { resolveDir } }) => ({
      contents: lateModule(path),
      resolveDir,
    }));
  },
};

/** A module that stands for another one, and loads it when a property is read, or when it is called. */
const lateModule = (name) => `
  let loaded;
  const load = () => (loaded ??= require(${JSON.stringify(name)}));
  module.exports = new Proxy(function () {}, {
    get: (_, key) => load()[key],
    has: (_, key) => key in load(),
    apply: (_, self, values) => Reflect.apply(load(), self, values),
    construct: (_, values) => Reflect.construct(load(), values),
  });
`;

const dropUnused = {
  name: 'unused',
  setup({ onResolve, onLoad }) {
    const contents = `module.exports = () => { throw new Error('this part of newman is not in postmint'); };`;
    onResolve({ filter: unused }, ({ path }) => ({ path, namespace: 'unused' }));
    onLoad({ filter: /.*/, namespace: 'unused' }, () => ({ contents }));
    onLoad({ filter: /node_modules/ }, ({ path }) =>
      unusedFiles.some((pattern) => pattern.test(path.replaceAll('\\', '/'))) ? { contents } : undefined,
    );
  },
};

/** The code of the sandbox is a file of its own: as text in a program it would be parsed twice. */
const sandboxBeside = (outdir) => ({
  name: 'sandbox beside',
  setup({ onLoad }) {
    onLoad({ filter: /postman-sandbox[\\/]\.cache[\\/]bootcode\.js$/ }, ({ path }) => {
      createRequire(import.meta.url)(path)((_error, code) => writeFileSync(join(outdir, 'sandbox.js'), code));
      return {
        contents: `
          const { readFile } = require('node:fs');
          module.exports = (done) => readFile(require('node:path').join(__dirname, 'sandbox.js'), 'utf8', done);
        `,
      };
    });
  },
});

const runtimeFolder = () => dirname(createRequire(import.meta.url).resolve('postman-runtime'));
