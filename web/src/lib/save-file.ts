import { send } from './http';

/** Saves what the server serves. It wants the person's token, which a plain link could not carry. */
export async function saveFrom(path: string, name: string): Promise<void> {
  const response = await send(path, { headers: { Accept: '*/*' } });
  save(await response.blob(), nameOf(response.headers.get('Content-Disposition')) ?? name);
}

/** Hands a file to the browser to keep. */
export function save(content: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function nameOf(disposition: string | null): string | null {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1];
  if (encoded !== undefined) {
    try {
      return decodeURIComponent(encoded);
    } catch {
      return null;
    }
  }
  return /filename="([^"]+)"/i.exec(disposition ?? '')?.[1] ?? null;
}
