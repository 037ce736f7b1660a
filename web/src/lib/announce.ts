import { Store } from './store';

/** What the polite live region says. */
export const announcement = new Store('');

/** Tells people who do not look at the screen what just happened. */
export function announce(text: string): void {
  // The same words twice would be heard once.
  announcement.set(announcement.get() === text ? `${text}\u00a0` : text);
}
