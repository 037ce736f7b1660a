import { Dialog as Base } from '@base-ui/react/dialog';
import { clsx } from 'clsx';
import { X } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from './IconButton';

interface Props {
  open: boolean;
  onOpenChange?: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  children: ReactNode;
  className?: string;
}

/** A dialog over the page. Without `onOpenChange` it cannot be dismissed. */
export function Dialog({ open, onOpenChange, title, description, children, className }: Props) {
  const { t } = useTranslation();
  const popup = useRef<HTMLDivElement>(null);
  return (
    <Base.Root open={open} onOpenChange={(next) => onOpenChange?.(next)}>
      <Base.Portal>
        <Base.Backdrop className="scrim fixed inset-0 z-40" />
        <Base.Popup
          ref={popup}
          // Forms begin at their first field; what is only read begins at its start, not at the button that closes it.
          initialFocus={() =>
            popup.current?.querySelector<HTMLElement>('form input, form textarea') ?? popup.current
          }
          className={clsx(
            'popup fixed inset-x-4 top-[max(1rem,12vh)] z-40 mx-auto flex max-h-[min(80vh,40rem)] max-w-md flex-col overflow-y-auto p-6 outline-none',
            className,
          )}
        >
          <div className="mb-4 flex items-start justify-between gap-4">
            <div>
              <Base.Title className="text-md font-semibold">{title}</Base.Title>
              {description && (
                <Base.Description className="mt-1 text-muted">{description}</Base.Description>
              )}
            </div>
            {onOpenChange && (
              <Base.Close
                render={
                  <IconButton
                    label={t('action.close')}
                    icon={<X size={18} />}
                    className="-me-2 -mt-1.5"
                  />
                }
              />
            )}
          </div>
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
