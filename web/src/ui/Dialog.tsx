import { Dialog as Base } from '@base-ui/react/dialog';
import { clsx } from 'clsx';
import { X } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
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

/** The open dialogs, the uppermost last. */
const open: object[] = [];

/** Whether a dialog is the uppermost: what is pressed in one over it, or closes that one, must not close it too. */
function useUppermost(shown: boolean): () => boolean {
  const me = useRef({});
  useEffect(() => {
    if (!shown) return;
    const dialog = me.current;
    open.push(dialog);
    return () => {
      // The press that closed this one is still on its way to those below.
      setTimeout(() => open.splice(open.indexOf(dialog), 1));
    };
  }, [shown]);
  return () => open.at(-1) === me.current;
}

/** A dialog over the page. Without `onOpenChange` it cannot be dismissed. */
export function Dialog({
  open: shown,
  onOpenChange,
  title,
  description,
  children,
  className,
}: Props) {
  const { t } = useTranslation();
  const popup = useRef<HTMLDivElement>(null);
  const uppermost = useUppermost(shown);
  return (
    <Base.Root
      open={shown}
      onOpenChange={(next) => {
        if (next || uppermost()) onOpenChange?.(next);
      }}
    >
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
