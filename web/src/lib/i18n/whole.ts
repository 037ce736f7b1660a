import { addWords, startI18n } from '.';
import account from './en.account.json';
import inside from './en.json';
import settings from './en.settings.json';

/** All words at once, for tests of single components. */
export async function startWholeI18n(): Promise<void> {
  await startI18n();
  for (const words of [inside, account, settings]) addWords(words);
}
