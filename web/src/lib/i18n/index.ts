import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type account from './en.account.json';
import first from './en.first.json';
import type inside from './en.json';
import type settings from './en.settings.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'app';
    resources: { app: typeof first & typeof inside & typeof account & typeof settings };
  }
}

/**
 * English comes with the page, being what every other language falls back to: with the first load what the sign-in page
 * says, the rest with the part of the program that says it.
 */
export async function startI18n(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    ns: ['app'],
    defaultNS: 'app',
    resources: { en: { app: first } },
    // React escapes.
    interpolation: { escapeValue: false },
    returnNull: false,
    initAsync: false,
  });
  for (const words of early.splice(0)) addWords(words);
  document.documentElement.lang = i18next.language;
  document.documentElement.dir = i18next.dir();
}

/** Words of parts that were loaded before there was a language to add them to. */
const early: object[] = [];

/** Adds the words of a part that is loaded later; called by the module that brings them. */
export function addWords(words: object): void {
  if (i18next.isInitialized) i18next.addResourceBundle('en', 'app', words, true, true);
  else early.push(words);
}
