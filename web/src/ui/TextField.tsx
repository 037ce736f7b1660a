import { clsx } from 'clsx';
import { Eye, EyeOff } from 'lucide-react';
import { type ComponentProps, type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';

interface Props extends ComponentProps<'input'> {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
}

export const inputClass =
  'h-10 w-full rounded-control border border-border-strong/60 bg-surface px-3 text-md sm:text-base text-text placeholder:text-muted transition-colors hover:border-border-strong focus-visible:border-accent focus-visible:outline-offset-0 aria-invalid:border-danger read-only:bg-transparent';

export function TextField({ label, hint, error, className, type, ...rest }: Props) {
  const id = useId();
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  const secret = type === 'password';
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1.5 block text-sm font-medium">
        {label}
      </label>
      <div className="relative">
        <input
          id={id}
          type={secret && shown ? 'text' : type}
          aria-invalid={error !== undefined || undefined}
          aria-describedby={clsx(error ? `${id}-error` : hint && `${id}-hint`) || undefined}
          className={clsx(inputClass, secret && 'pe-11')}
          {...rest}
        />
        {secret && (
          // Without the tooltip of other buttons, which the sign-in page would have to load.
          <button
            type="button"
            aria-label={shown ? t('field.hide') : t('field.show')}
            title={shown ? t('field.hide') : t('field.show')}
            onClick={() => setShown(!shown)}
            className="absolute end-0.5 top-0.5 inline-flex size-9 items-center justify-center rounded-control text-muted transition-colors hover:bg-hover hover:text-text"
          >
            {shown ? <EyeOff size={16} /> : <Eye size={16} />}
          </button>
        )}
      </div>
      {error && (
        <p id={`${id}-error`} className="mt-1.5 text-sm text-danger">
          {error}
        </p>
      )}
      {hint && !error && (
        <div id={`${id}-hint`} className="mt-1.5 text-sm text-muted">
          {hint}
        </div>
      )}
    </div>
  );
}
