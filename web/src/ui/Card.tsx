import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import { HeadingDepth } from './heading';

interface Props {
  title: string;
  description?: ReactNode;
  actions?: ReactNode;
  children?: ReactNode;
  className?: string;
}

export function Card({ title, description, actions, children, className }: Props) {
  return (
    <section className={clsx('rounded-card border border-border bg-surface', className)}>
      {/* What is only dialogs leaves nothing to see below the heading, and no room for it. */}
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-3 px-5 pt-4 pb-3 last:pb-4 has-[+:empty]:pb-4">
        <div className="min-w-0 flex-1 basis-60">
          <h2 className="font-semibold">{title}</h2>
          {description && <p className="mt-0.5 text-sm text-muted">{description}</p>}
        </div>
        {actions}
      </div>
      {children && (
        <HeadingDepth value={3}>
          <div className="px-5 pb-5 empty:hidden">{children}</div>
        </HeadingDepth>
      )}
    </section>
  );
}
