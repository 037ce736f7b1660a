import type { TFunction } from 'i18next';

/** What a tool does, in words for people; a tool that this version does not know works all the same. */
export function toolWords(t: TFunction, call: { tool: string; arguments: string }): string {
  switch (call.tool) {
    case 'web-search':
      return t('answer.searchingWeb', { query: call.arguments });
    case 'read-pages':
      return t('answer.readingPages', { pages: call.arguments });
    default:
      return t('answer.thinking');
  }
}
