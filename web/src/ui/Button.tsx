import { clsx } from 'clsx';
import type { ComponentProps, ReactNode } from 'react';
import { Spinner } from './Spinner';

type Variant = 'primary' | 'secondary' | 'ghost' | 'danger';

const looks: Record<Variant, string> = {
  primary: 'bg-accent text-accent-text hover:bg-accent-hover',
  secondary: 'border border-border bg-surface text-text hover:bg-hover',
  ghost: 'text-text hover:bg-hover',
  danger: 'border border-border bg-surface text-danger hover:bg-danger-soft',
};

interface Props extends ComponentProps<'button'> {
  variant?: Variant;
  size?: 'small' | 'medium';
  /** Shows that the action is under way and takes no second click. */
  busy?: boolean;
  icon?: ReactNode;
}

export function buttonClass(variant: Variant = 'secondary', size: 'small' | 'medium' = 'medium') {
  return clsx(
    'inline-flex shrink-0 select-none items-center justify-center gap-2 rounded-control font-medium transition-colors disabled:opacity-50',
    size === 'small' ? 'h-8 px-3 text-sm' : 'h-9 px-4 text-base',
    looks[variant],
  );
}

export function Button({
  variant = 'secondary',
  size = 'medium',
  busy = false,
  icon,
  className,
  children,
  type = 'button',
  disabled,
  ...rest
}: Props) {
  return (
    <button
      type={type}
      className={clsx(buttonClass(variant, size), className)}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      {...rest}
    >
      {busy ? <Spinner /> : icon}
      {children}
    </button>
  );
}
