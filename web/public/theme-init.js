// Runs before the first paint, so that the page never flashes in the wrong theme.
(() => {
  let theme = 'system';
  try {
    theme = localStorage.getItem('parley.theme') || 'system';
  } catch {
    // Storage may be switched off; the system's theme is the answer then.
  }
  const dark =
    theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  const root = document.documentElement;
  root.dataset.theme = dark ? 'dark' : 'light';
  root.style.colorScheme = dark ? 'dark' : 'light';
  document
    .querySelector('meta[name="theme-color"]')
    ?.setAttribute('content', dark ? '#1b1917' : '#fdfbf7');
})();
