// Asks OSV (https://osv.dev) about every part of a CycloneDX SBOM: osv.mjs SBOM
//
// Fails on a weakness that is rated high or critical and has been mended in a version that is older than a week.
import { readFileSync } from 'node:fs';

const patience = 7 * 24 * 60 * 60 * 1000;
const api = process.env.OSV_API ?? 'https://api.osv.dev/v1';

const { components } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const purls = components.map((part) => part.purl).filter(Boolean);
const ids = new Map();
for (let from = 0; from < purls.length; from += 500) {
  const some = purls.slice(from, from + 500);
  const { results } = await ask('/querybatch', { queries: some.map((purl) => ({ package: { purl } })) });
  results.forEach(({ vulns = [] }, i) => vulns.forEach(({ id }) => add(id, some[i])));
}

let failures = 0;
for (const [id, parts] of ids) {
  const weakness = await ask(`/vulns/${id}`);
  const rating = (weakness.database_specific?.severity ?? '').toUpperCase();
  const mended = weakness.affected?.some(({ ranges = [] }) =>
    ranges.some(({ events = [] }) => events.some((event) => event.fixed)),
  );
  const old = Date.now() - Date.parse(weakness.published) > patience;
  const fails = ['HIGH', 'CRITICAL'].includes(rating) && mended && old;
  if (fails) failures += 1;
  console.log(`${fails ? 'FAIL' : 'note'} ${id} ${rating || 'unrated'} ${parts.join(', ')}: ${weakness.summary ?? ''}`);
}
console.log(`${purls.length} parts, ${ids.size} known weaknesses, ${failures} to be mended now`);
process.exit(failures > 0 ? 1 : 0);

function add(id, purl) {
  ids.set(id, [...(ids.get(id) ?? []), purl]);
}

async function ask(path, body) {
  const answer = await fetch(api + path, body && { method: 'POST', body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${api}${path} answered ${answer.status}`);
  return answer.json();
}
