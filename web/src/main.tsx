import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { boot } from './app/boot';
import { startI18n } from './lib/i18n';
import { storage } from './lib/storage';
import { watchTheme } from './lib/theme';
import './ui/theme.css';

// After an upgrade the old version's chunks are gone: load the new page, once.
addEventListener('vite:preloadError', (event) => {
  const last = Number(storage.get('reloaded') ?? 0);
  if (Date.now() - last < 60_000) return;
  event.preventDefault();
  storage.set('reloaded', String(Date.now()));
  location.reload();
});

boot();
watchTheme();
await startI18n();
const root = document.getElementById('root');
if (root !== null) createRoot(root).render(<App />);
