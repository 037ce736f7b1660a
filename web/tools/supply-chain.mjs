// Completes the list of what Parley ships, and tells under which licences: supply-chain.mjs CLASSES
//
// Reads CLASSES/META-INF/sbom/application.cdx.json (CycloneDX, the Java half), adds the packages of the front end that
// reach a browser, and writes CLASSES/META-INF/third-party.txt. Fails on a part without a licence that is allowed here.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Licences under which a part may be shipped with software under Apache-2.0. */
const allowed = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'EDL 1.0',
  'EPL-1.0',
  'EPL-2.0',
  'GPL-2.0-with-classpath-exception',
  'ISC',
  'LGPL-2.1-only',
  'LGPL-2.1-or-later',
  'MIT',
  'MIT-0',
  'MPL-1.1',
  'MPL-2.0',
  'OFL-1.1',
  'PostgreSQL',
  'Python-2.0',
  'Unicode-3.0',
  'Unlicense',
]);

/** What a part's own description calls otherwise, or leaves open, as its files say. */
const known = {
  'pkg:maven/org.bouncycastle/bcprov-jdk18on': ['MIT'],
  'pkg:maven/com.google.re2j/re2j': ['BSD-3-Clause'],
  'pkg:maven/com.github.albfernandez/juniversalchardet': ['MPL-1.1', 'LGPL-3.0'],
};

const web = dirname(dirname(fileURLToPath(import.meta.url)));
const directory = process.argv[2];
if (!directory) throw new Error('usage: supply-chain.mjs CLASSES');
const file = join(directory, 'META-INF', 'sbom', 'application.cdx.json');
const bom = JSON.parse(readFileSync(file, 'utf8'));
const lock = JSON.parse(readFileSync(join(web, 'package-lock.json'), 'utf8'));

const java = bom.components.filter((part) => !part.purl.startsWith('pkg:npm/'));
const npm = Object.entries(lock.packages)
  .filter(([path, part]) => path !== '' && !part.dev && !part.optional)
  .map(([path, part]) => component(path.slice(path.lastIndexOf('node_modules/') + 13), part));
bom.components = [...java, ...npm];
writeFileSync(file, `${JSON.stringify(bom, null, 2)}\n`);

const problems = [];
const lines = bom.components.map((part) => {
  const name = part.group ? `${part.group}/${part.name}` : part.name;
  const licences = licencesOf(part);
  if (!licences.some((licence) => allowed.has(licence)))
    problems.push(`supply-chain: ${part.purl} is under ${licences.join(', ') || 'no licence'}`);
  return `${name} ${part.version}: ${licences.join(' or ')}`;
});
if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exit(1);
}
writeFileSync(
  join(directory, 'META-INF', 'third-party.txt'),
  `What Parley is made of, and under which licences.\n\n${lines.sort().join('\n')}\n`,
);
console.log(`supply-chain: ${java.length} parts of Java, ${npm.length} of the front end`);

function component(name, part) {
  const [scope, rest] = name.startsWith('@') ? name.split('/') : [null, name];
  const purl = `pkg:npm/${scope ? `${encodeURIComponent(scope)}/` : ''}${rest}@${part.version}`;
  return {
    type: 'library',
    'bom-ref': purl,
    ...(scope && { group: scope }),
    name: rest,
    version: part.version,
    ...(part.integrity && { hashes: [hash(part.integrity)] }),
    licenses: [{ expression: part.license ?? 'NOASSERTION' }],
    purl,
  };
}

function hash(integrity) {
  const [algorithm, content] = integrity.split(' ')[0].split('-', 2);
  return {
    alg: algorithm.toUpperCase().replace('SHA', 'SHA-'),
    content: Buffer.from(content, 'base64').toString('hex'),
  };
}

/** Each of the licences between which one may choose. */
function licencesOf(part) {
  const told = (part.licenses ?? []).flatMap(
    ({ license, expression }) =>
      expression?.replace(/[()]/g, '').split(' OR ') ?? [license.id ?? license.name],
  );
  const id = part.purl.replace(/@.*/, '');
  return told.some((licence) => allowed.has(licence)) ? told : (known[id] ?? told);
}
