import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { composerFocus, paletteOpen, shortcutsOpen } from '@/lib/frame';
import { hasCommand, isTyping } from '@/lib/keys';
import { session } from '@/lib/session';

/** Ctrl/Cmd+K search, Ctrl/Cmd+Shift+O new chat, Shift+Esc composer, ? the list of all. */
export function useShortcuts(): void {
  const navigate = useNavigate();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (session.state.get().status !== 'signed-in') return;
      const key = event.key.toLowerCase();
      if (hasCommand(event) && !event.shiftKey && !event.altKey && key === 'k') {
        event.preventDefault();
        paletteOpen.set(!paletteOpen.get());
      } else if (hasCommand(event) && event.shiftKey && key === 'o') {
        event.preventDefault();
        paletteOpen.set(false);
        void navigate({ to: '/' }).then(() => composerFocus.get()?.());
      } else if (event.shiftKey && event.key === 'Escape') {
        event.preventDefault();
        composerFocus.get()?.();
      } else if (event.key === '?' && !isTyping(event) && !hasCommand(event)) {
        event.preventDefault();
        shortcutsOpen.set(true);
      }
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [navigate]);
}
