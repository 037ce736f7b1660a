import type { Citation } from '@/api/schema';
import { Store } from '@/lib/store';

/** The source that lies open beside the chat. */
export const openCitation = new Store<Citation | null>(null);
