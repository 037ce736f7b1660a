import { clsx } from 'clsx';
import type { ReactNode } from 'react';

const tones = {
  neutral: 'bg-bubble text-muted',
  accent: 'bg-accent-soft text-accent',
  warning: 'bg-warning-soft text-warning',
  danger: 'bg-danger-soft text-danger',
} as const;

interface Props {
  tone?: keyof typeof tones;
  children: ReactNode;
}

/** A word or two about a thing, beside its name. */
export function Badge({ tone = 'neutral', children }: Props) {
  return (
    <span
      className={clsx(
        'inline-flex h-5 shrink-0 items-center gap-1 whitespace-nowrap rounded-full px-2 text-xs',
        tones[tone],
      )}
    >
      {children}
    </span>
  );
}
