// Bundles newman's process (src/run/newman/newman-child.ts) into dist/newman: newman-child.cjs, and sandbox.js, the
// code of the script sandbox, which newman passes to a thread as text.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';

/** Packages of which newman and its libraries have several copies. The copy of postman-runtime replaces all others. */
const oneCopy = /^(?:lodash|async|uuid)(?:$|\/)/;

/** Packages that few runs need. They are loaded on their first use, which saves 50 ms at each start. */
const late = /^(?:psl|stream-length|node-forge|jose|handlebars)$/;

/** Packages that postmint never uses: collections and data are passed as objects, and reports come from our result. */
const unused = /^(?:csv-parse|postman-collection-transformer)$/;
const unusedFiles = [
  /newman\/lib\/reporters\/[\w-]+(?:\/index)?\.js$/,
  // Builds the sandbox with browserify and terser. The package already contains the built sandbox.
  /postman-sandbox\/lib\/bundle\/index\.js$/,
];

/**
 * Writes the bundle.
 *
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
    // Identifiers are not minified: libraries read the names of their functions. Short names would save a quarter of
    // the size, but no time.
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

/** A module that loads another one when a property is read or when it is called. */
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

/** Writes the code of the sandbox to a separate file. As a string in the bundle it would be parsed twice. */
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
