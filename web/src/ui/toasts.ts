import { Toast } from '@base-ui/react/toast';

export const toasts = Toast.createToastManager();

/** Says that something was done, quietly. */
export function confirmQuietly(title: string): void {
  toasts.add({ title, timeout: 3000 });
}

/** Says that something went wrong, and stays long enough to be read. */
export function warn(title: string, description?: string): void {
  // Of high priority it would be hidden from assistive technology in favour of a copy, but its buttons could be reached.
  toasts.add({ title, description, type: 'error', timeout: 9000 });
}
