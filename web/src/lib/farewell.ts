import type { ErasureReceipt } from '@/api/identity';
import { Store } from './store';

/** What was deleted with the account that this page belonged to, for the person to keep. */
export const farewell = new Store<ErasureReceipt | null>(null);
