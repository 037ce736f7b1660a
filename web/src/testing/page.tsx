import { QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { queryClient } from '@/lib/query-client';
import { kim, signedIn } from './server';

/** Shows a page to kim, who has seen nothing before. */
export function show(page: ReactNode, user = kim): void {
  queryClient.clear();
  signedIn(user);
  queryClient.setQueryData(['me'], user);
  render(<QueryClientProvider client={queryClient}>{page}</QueryClientProvider>);
}
