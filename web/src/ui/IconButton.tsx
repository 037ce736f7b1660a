import { Tooltip } from '@base-ui/react/tooltip';
import { clsx } from 'clsx';
import type { ComponentProps, ReactElement } from 'react';

interface Props extends Omit<ComponentProps<'button'>, 'children' | 'aria-label'> {
  /** The accessible name, shown as a tooltip too. */
  label: string;
  /** Keys that do the same, shown in the tooltip. */
  shortcut?: string | undefined;
  icon: ReactElement;
  size?: 'small' | 'medium';
}

export function IconButton({
  label,
  shortcut,
  icon,
  size = 'medium',
  className,
  type = 'button',
  ...rest
}: Props) {
  return (
    <Hint label={label} shortcut={shortcut}>
      <button
        type={type}
        aria-label={label}
        className={clsx(
          'inline-flex shrink-0 items-center justify-center rounded-control text-muted transition-colors hover:bg-hover hover:text-text disabled:opacity-40 disabled:hover:bg-transparent',
          size === 'small' ? 'size-7 touch:size-9' : 'size-9',
          className,
        )}
        {...rest}
      >
        {icon}
      </button>
    </Hint>
  );
}

export function Hint({
  label,
  shortcut,
  children,
}: {
  label: string;
  shortcut?: string | undefined;
  children: ReactElement;
}) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger render={children} />
      <Tooltip.Portal>
        <Tooltip.Positioner sideOffset={6} className="z-50">
          <Tooltip.Popup className="rounded-md bg-text px-2 py-1 text-xs text-bg transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0">
            {label}
            {shortcut && <span className="ms-2 opacity-70">{shortcut}</span>}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
