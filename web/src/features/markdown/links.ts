export interface SafeLink {
  readonly href: string;
  /** The host it really leads to, when that is another one. */
  readonly host: string | null;
}

const here = typeof location === 'undefined' ? 'http://localhost/' : location.href;

/** The address of a link when it is of a harmless kind, else null: then it is shown as text. */
export function safeLink(url: string): SafeLink | null {
  const trimmed = url.trim();
  if (/^#[\w-]*$/.test(trimmed)) return { href: trimmed, host: null };
  let parsed: URL;
  try {
    parsed = new URL(trimmed, here);
  } catch {
    return null;
  }
  if (parsed.protocol === 'mailto:') return { href: parsed.href, host: null };
  if (parsed.protocol !== 'https:' && parsed.protocol !== 'http:') return null;
  // user:password@host is only ever there to deceive.
  if (parsed.username !== '' || parsed.password !== '') return null;
  const isAbsolute = /^(?:https?:)?[\\/]{2}/i.test(trimmed) || /^https?:/i.test(trimmed);
  if (!isAbsolute && !trimmed.startsWith('/')) return null;
  return { href: parsed.href, host: parsed.origin === new URL(here).origin ? null : parsed.host };
}

/** Only pictures that this server keeps are loaded: any other address could carry words of the chat away. */
export function safeImage(url: string): string | null {
  const link = safeLink(url);
  if (link === null || link.host !== null) return null;
  return /\/api\/v1\/files\//.test(new URL(link.href, here).pathname) ? link.href : null;
}
