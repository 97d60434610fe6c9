// Lists the packages in dist and their licences, from esbuild's metafiles, and formats them as an SBOM and a text file.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of licence texts that are missing from their packages. */
const ownTexts = join('.ci', 'licences');

/** Libraries that postmint patches at run time. A second copy would stay unpatched. */
const single = ['newman', 'postman-collection', 'postman-request', 'postman-runtime', 'postman-sandbox', 'uvm'];

/**
 * The packages whose code is in the bundles.
 *
 * @param metafiles esbuild's metafiles
 * @returns packages sorted by name, each with version, licence, licence text, and the packages that it imports (`uses`)
 */
export function bundledPackages(metafiles) {
  const folders = new Map();
  for (const { inputs, outputs } of metafiles) {
    const used = Object.values(outputs).flatMap((output) =>
      Object.entries(output.inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
    );
    for (const path of used) {
      const folder = packageOf(path);
      if (folder === undefined) continue;
      const imports = folders.get(folder) ?? new Set();
      for (const { path: target } of inputs[path].imports) {
        // Skip the module that loads a package late.
        const real = target.startsWith('late:') ? inputs[target].imports[0].path : target;
        imports.add(packageOf(real));
      }
      folders.set(folder, imports);
    }
  }
  const packages = new Map();
  const idOf = (folder) => {
    const { name, version } = manifestOf(folder);
    return `${name}@${version}`;
  };
  for (const [folder, imports] of folders) {
    const { name, version, ...manifest } = manifestOf(folder);
    const text = licenceText(folder, name);
    const before = packages.get(idOf(folder))?.uses ?? [];
    const uses = [...imports].filter((target) => target !== undefined && target !== folder && folders.has(target));
    packages.set(idOf(folder), {
      name,
      version,
      license: licenceOf(manifest, text),
      text,
      uses: [...new Set([...before, ...uses.map(idOf)])].sort(),
    });
  }
  return [...packages.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, found]) => found);
}

/** Reasons to stop the build: two copies of a patched library, a sandbox with the known escape, a missing licence. */
export function faultsOf(metafile, packages) {
  const folders = [...new Set(Object.keys(metafile.inputs).map(packageOf))].filter((folder) => folder !== undefined);
  const copies = single.flatMap((name) => {
    const found = folders.filter((folder) => folder.endsWith(`node_modules/${name}`));
    return found.length === 1 ? [] : [`${found.length} copies of ${name}: ${found.join(', ')}`];
  });
  const [major, minor, patch] = packages
    .find(({ name }) => name === 'uvm')
    ?.version.split('.')
    .map(Number) ?? [0];
  const fixed = major > 4 || (major === 4 && (minor > 0 || patch >= 2));
  const silent = packages.filter(({ license, text }) => !license || !text).map(({ name }) => `no licence of ${name}`);
  return [...copies, ...(fixed ? [] : ['the script sandbox is older than uvm 4.0.2']), ...silent];
}

/** The package folder of a file, such as `node_modules/a/node_modules/@b/c`. Undefined for our own files. */
function packageOf(path) {
  return /^.*node_modules\/(?:@[^/]+\/)?[^/:]+/.exec(path)?.[0];
}

const manifestOf = (folder) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

/** The licence in a manifest, in any of npm's three formats. If it is missing, the MIT licence is found by its text. */
function licenceOf({ license, licenses }, text) {
  const named =
    typeof license === 'object' ? license.type : (license ?? licenses?.map(({ type }) => type).join(' OR '));
  return named ?? (/^ *permission is hereby granted, free of charge/im.test(text) ? 'MIT' : undefined);
}

/** The licence text of a package: its own file, a section of its readme, or our file in .ci/licences. May be empty. */
export function licenceText(folder, name) {
  const read = (path) => readFileSync(path, 'utf8').replaceAll('\r\n', '\n').trim();
  const files = readdirSync(folder).sort();
  const own = files.find((file) => /licen[cs]e|^copying/i.test(file));
  if (own) return read(join(folder, own));
  const readme = files.find((file) => /^readme/i.test(file));
  const sections = readme ? read(join(folder, readme)).split(/^#+ */m) : [];
  const section = sections.find((text) => /^licen[cs]e\b/i.test(text)) ?? '';
  if (/permission is hereby granted/i.test(section)) return section.replace(/^.*\n/, '').trim();
  const given = `${name.replace('/', '-')}.txt`;
  return readdirSync(ownTexts).includes(given) ? read(join(ownTexts, given)) : '';
}

/**
 * The packages in Postman's script sandbox, which is a single file without their names. They are listed by hand for one
 * version of postman-sandbox; throws for any other version.
 *
 * @returns packages with licence and licence text, and with a version if postman-sandbox pins one
 */
export function packagesOfSandbox(packages) {
  const { version } = packages.find(({ name }) => name === 'postman-sandbox');
  const known = JSON.parse(readFileSync(join(ownTexts, 'postman-sandbox.json'), 'utf8'));
  if (known.version === version) return known.packages;
  throw new Error(
    `postman-sandbox is ${version}: look which packages are in it, for .ci/licences/postman-sandbox.json`,
  );
}

/** All licences as one text. Each licence text occurs once, after the names of its packages. */
export function formatLicences(packages) {
  const byText = new Map();
  for (const { name, version, text } of packages) {
    byText.set(text, [...(byText.get(text) ?? []), version ? `${name} ${version}` : name]);
  }
  const line = '='.repeat(80);
  const parts = [...byText].map(([text, names]) => `${line}\n${[...new Set(names)].join('\n')}\n${line}\n\n${text}\n`);
  return `The programs in this folder hold code of these packages, under their own licences.\n\n${parts.join('\n')}`;
}

/**
 * A CycloneDX 1.6 document. It has neither a timestamp nor a serial number, so equal packages give an equal document.
 *
 * @see https://cyclonedx.org/docs/1.6/json/
 */
export function toSbom({ name, version, license }, packages, inSandbox) {
  const own = component('application', { name, version, license });
  const components = packages.map((found) => ({
    ...component('library', found),
    ...(found.name === 'postman-sandbox' ? { components: inSandbox.map((inner) => component('library', inner)) } : {}),
  }));
  const edges = packages.map((found) => ({ ref: purlOf(found), dependsOn: found.uses.map(purlOfId) }));
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: own },
    components,
    dependencies: [{ ref: own['bom-ref'], dependsOn: packages.map(purlOf) }, ...edges],
  };
}

function component(type, { name, version, license }) {
  const [, group, bare] = /^(?:(@[^/]+)\/)?(.+)$/.exec(name);
  return {
    type,
    ...(version ? { 'bom-ref': purlOf({ name, version }) } : {}),
    ...(group ? { group } : {}),
    name: bare,
    ...(version ? { version } : {}),
    licenses: [/ (?:OR|AND) /.test(license) ? { expression: license } : { license: licenceName(license) }],
    ...(version ? { purl: purlOf({ name, version }) } : {}),
  };
}

/** SPDX identifiers have no spaces. Other licence names are kept as free text. */
const licenceName = (license) => (/^[\w.+-]+$/.test(license) ? { id: license } : { name: license });

const purlOf = ({ name, version }) => `pkg:npm/${name.replace('@', '%40')}@${version}`;
const purlOfId = (id) => `pkg:npm/${id.replace(/^@/, '%40')}`;
