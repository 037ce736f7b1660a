import { useId } from 'react';

/** One of several things that can be chosen together. */
export interface Check<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly hint?: string;
}

interface Props<Value extends string> {
  legend: string;
  checks: readonly Check<Value>[];
  chosen: readonly Value[];
  error?: string | undefined;
  onChange(chosen: Value[]): void;
}

export function CheckList<Value extends string>(props: Props<Value>) {
  const { legend, checks, chosen, error, onChange } = props;
  const id = useId();
  return (
    <fieldset>
      <legend className="mb-1.5 font-medium text-sm">{legend}</legend>
      <ul className="divide-y divide-border rounded-control border border-border">
        {checks.map(({ value, label, hint }, index) => (
          <li key={value}>
            <label className="flex cursor-pointer items-start gap-3 px-3 py-2 transition-colors hover:bg-hover/60">
              <input
                type="checkbox"
                aria-labelledby={`${id}-${index}`}
                aria-describedby={hint && `${id}-${index}-hint`}
                className="mt-0.5 size-4 shrink-0 accent-accent"
                checked={chosen.includes(value)}
                onChange={(event) =>
                  onChange(
                    event.target.checked
                      ? checks
                          .map((check) => check.value)
                          .filter((one) => one === value || chosen.includes(one))
                      : chosen.filter((one) => one !== value),
                  )
                }
              />
              <span className="min-w-0">
                <span id={`${id}-${index}`} className="block">
                  {label}
                </span>
                {hint && (
                  <span id={`${id}-${index}-hint`} className="block text-muted text-sm">
                    {hint}
                  </span>
                )}
              </span>
            </label>
          </li>
        ))}
      </ul>
      {error && <p className="mt-1.5 text-danger text-sm">{error}</p>}
    </fieldset>
  );
}
