/**
 * Where this copy of Parley lives: the folder that the page's own files come from. The server writes their addresses into the
 * page, whatever path a proxy puts in front, so the page's icon tells.
 */
export const base = new URL('./', iconAddress());

function iconAddress(): string {
  if (typeof document === 'undefined') return 'http://localhost/';
  return document.querySelector<HTMLLinkElement>('link[rel="icon"]')?.href ?? document.baseURI;
}

export function apiUrl(path: string): string {
  return new URL(`api/v1${path}`, base).href;
}
