/**
 * Where this copy of Parley lives. Every page is exactly one path segment below it, so the document's own address tells it,
 * whatever prefix a proxy puts in front.
 */
export const base = new URL(
  './',
  typeof document === 'undefined' ? 'http://localhost/' : document.baseURI,
);

export function apiUrl(path: string): string {
  return new URL(`api/v1${path}`, base).href;
}
