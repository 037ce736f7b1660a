import type { ReactNode } from 'react';
import { useHeading } from './heading';

interface Props {
  icon: ReactNode;
  title: string;
  children: ReactNode;
  action?: ReactNode;
}

export function EmptyState({ icon, title, children, action }: Props) {
  const Heading = useHeading();
  return (
    <div data-empty className="flex flex-col items-center gap-2 px-6 py-10 text-center">
      <span className="text-muted" aria-hidden="true">
        {icon}
      </span>
      <Heading className="font-semibold">{title}</Heading>
      <p className="max-w-xs text-muted">{children}</p>
      {action && <div className="mt-2">{action}</div>}
    </div>
  );
}
