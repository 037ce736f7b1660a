import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';

/** Where the server puts letters while no mail server is connected. */
function letters(to: string): string[] {
  const folder = join(process.env.PARLEY_DATA ?? '', 'outbox');
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return []; // It comes with the first letter.
  }
  return names
    .filter((name) => name.endsWith('.eml'))
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .filter((letter) => letter.includes(`To: ${to}\r\n`));
}

/** The newest link of this page that was mailed to an address, as soon as there are so many. */
export async function linkTo(page: string, address: string, count = 1): Promise<string> {
  const link = new RegExp(`https?://[^\\s"<>]+${page}#token=[\\w-]+`);
  const links = () => letters(address).flatMap((letter) => link.exec(letter)?.[0] ?? []);
  await expect.poll(() => links().length, { message: `letters to ${address}` }).toBe(count);
  return links().at(-1) ?? '';
}
