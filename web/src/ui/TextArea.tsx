import { clsx } from 'clsx';
import { type ComponentProps, type ReactNode, useId } from 'react';
import { inputClass } from './TextField';

interface Props extends ComponentProps<'textarea'> {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
}

export function TextArea({ label, hint, error, className, ...rest }: Props) {
  const id = useId();
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1.5 block font-medium text-sm">
        {label}
      </label>
      <textarea
        id={id}
        aria-invalid={error !== undefined || undefined}
        aria-describedby={clsx(error ? `${id}-error` : hint && `${id}-hint`) || undefined}
        className={clsx(inputClass, 'block h-auto! resize-none py-2 leading-6')}
        {...rest}
      />
      {error && (
        <p id={`${id}-error`} className="mt-1.5 text-danger text-sm">
          {error}
        </p>
      )}
      {hint && !error && (
        <div id={`${id}-hint`} className="mt-1.5 text-muted text-sm">
          {hint}
        </div>
      )}
    </div>
  );
}
