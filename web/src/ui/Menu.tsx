import { Menu as Base } from '@base-ui/react/menu';
import { clsx } from 'clsx';
import type { ReactElement, ReactNode } from 'react';

interface Props {
  trigger: ReactElement;
  children: ReactNode;
  align?: 'start' | 'center' | 'end';
  side?: 'top' | 'bottom';
  className?: string;
  onOpenChange?: (open: boolean) => void;
}

export function Menu({
  trigger,
  children,
  align = 'start',
  side = 'bottom',
  className,
  onOpenChange,
}: Props) {
  return (
    <Base.Root modal={false} onOpenChange={(open) => onOpenChange?.(open)}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner align={align} side={side} sideOffset={6} className="z-50 outline-none">
          <Base.Popup className={clsx('popup min-w-44 p-1 outline-none', className)}>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

interface ItemProps {
  icon?: ReactNode;
  children: ReactNode;
  danger?: boolean;
  onClick(): void;
}

export function MenuItem({ icon, children, danger = false, onClick }: ItemProps) {
  return (
    <Base.Item
      onClick={onClick}
      className={clsx(
        'flex h-9 cursor-pointer select-none items-center gap-2.5 rounded-control px-2.5 outline-none data-highlighted:bg-hover',
        danger && 'text-danger data-highlighted:bg-danger-soft',
      )}
    >
      {icon && <span className={clsx('shrink-0', !danger && 'text-muted')}>{icon}</span>}
      {children}
    </Base.Item>
  );
}

export function MenuSeparator() {
  return <Base.Separator className="mx-2 my-1 h-px bg-border" />;
}
