import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './ui/theme.css';

const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <main>Parley</main>
    </StrictMode>,
  );
}
