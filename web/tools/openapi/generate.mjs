// Writes src/api/generated.ts from a server's OpenAPI document: node generate.mjs [http://localhost:8080]
import { writeFileSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';

const server = process.argv[2] ?? 'http://localhost:8080';
const document = await (await fetch(new URL('/v3/api-docs', server))).json();
// The address it happened to be asked under is not part of the API.
document.servers = [];
const types = astToString(await openapiTS(document, { alphabetize: true }));
writeFileSync(
  new URL('../../src/api/generated.ts', import.meta.url),
  `// Made by tools/openapi from the server's OpenAPI document; not to be edited.\n${types}`,
);
