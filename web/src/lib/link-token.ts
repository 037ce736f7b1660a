const names = ['token', 'invitation'] as const;

/**
 * What the link of a message carries. It is taken out of the address as soon as the page loads, so that it stays neither in
 * the history nor on a screen that others see.
 */
export const linkToken = take();

function take(): Readonly<Partial<Record<(typeof names)[number], string>>> {
  if (typeof location === 'undefined') return {};
  const carried = [
    new URLSearchParams(location.hash.slice(1)),
    new URLSearchParams(location.search),
  ];
  const taken: Partial<Record<(typeof names)[number], string>> = {};
  for (const name of names) {
    const value = carried.map((from) => from.get(name)).find((found) => found);
    if (value) taken[name] = value;
  }
  if (Object.keys(taken).length > 0) {
    history.replaceState(history.state, '', location.pathname);
    // A second link, opened in this same tab, would change the fragment alone.
    addEventListener('hashchange', () => location.reload(), { once: true });
  }
  return taken;
}
