import type { ReactNode } from 'react';

interface Props {
  icon: ReactNode;
  title: string;
  children: ReactNode;
  action?: ReactNode;
}

export function EmptyState({ icon, title, children, action }: Props) {
  return (
    <div className="flex flex-col items-center gap-2 px-6 py-10 text-center">
      <span className="text-muted" aria-hidden="true">
        {icon}
      </span>
      <h3 className="font-semibold">{title}</h3>
      <p className="max-w-xs text-muted">{children}</p>
      {action && <div className="mt-2">{action}</div>}
    </div>
  );
}
