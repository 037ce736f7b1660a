import { Toast } from '@base-ui/react/toast';
import { clsx } from 'clsx';
import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { toasts } from './toasts';

/** Where messages appear that anybody sends to the one list of them. */
export function Toasts() {
  return (
    <Toast.Provider toastManager={toasts} limit={3}>
      <Toast.Portal>
        <Toast.Viewport className="fixed inset-x-4 bottom-[max(1rem,env(safe-area-inset-bottom))] z-50 mx-auto flex max-w-sm flex-col gap-2 outline-none sm:start-auto sm:end-6 sm:mx-0 sm:w-96">
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function ToastList() {
  const { t } = useTranslation();
  const { toasts: list } = Toast.useToastManager();
  return list.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      className={clsx('popup w-full', toast.limited && 'hidden')}
    >
      <Toast.Content className="flex items-center gap-3 py-2.5 ps-4 pe-2">
        <div className="min-w-0 flex-1">
          <Toast.Title
            className={clsx('truncate font-medium', toast.type === 'error' && 'text-danger')}
          />
          <Toast.Description className="text-sm text-muted" />
        </div>
        <Toast.Action className="h-8 shrink-0 rounded-control px-2.5 font-medium text-accent hover:bg-hover" />
        <Toast.Close
          aria-label={t('action.dismiss')}
          className="inline-flex size-8 shrink-0 items-center justify-center rounded-control text-muted hover:bg-hover hover:text-text"
        >
          <X size={16} aria-hidden="true" />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ));
}
