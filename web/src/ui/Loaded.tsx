import type { UseQueryResult } from '@tanstack/react-query';
import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import { ProblemView } from './Problem';

interface Props<T> {
  query: Pick<UseQueryResult<T>, 'data' | 'error' | 'refetch'>;
  /** What could not be loaded, as a sentence. */
  failed: string;
  /** Height of what will be here, as a class. */
  height?: string;
  children(data: T): ReactNode;
}

/** What was asked of the server, once it is there; until then its shape, or why it is not. */
export function Loaded<T>({ query, failed, height = 'h-20', children }: Props<T>) {
  const { data, error, refetch } = query;
  if (data !== undefined) return children(data);
  if (error !== null) {
    return <ProblemView cause={error} title={failed} quiet onRetry={() => void refetch()} />;
  }
  return <div className={clsx('skeleton', height)} aria-hidden="true" />;
}
