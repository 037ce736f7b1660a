import { clsx } from 'clsx';
import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import { inputClass } from './TextField';

interface Choice {
  readonly value: string;
  readonly label: string;
}

interface Props extends Omit<ComponentProps<'select'>, 'onChange' | 'aria-label'> {
  label: string;
  choices: readonly Choice[];
  onChoose(value: string): void;
}

/** The browser's own select, which every device knows how to open, with our looks. */
export function Select({ label, choices, onChoose, className, ...rest }: Props) {
  return (
    <span className="relative inline-flex max-w-full shrink-0">
      <select
        aria-label={label}
        className={clsx(inputClass, 'w-auto! cursor-pointer appearance-none pe-8', className)}
        onChange={(event) => onChoose(event.target.value)}
        {...rest}
      >
        {choices.map(({ value, label: name }) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
      <ChevronDown
        size={15}
        aria-hidden="true"
        className="pointer-events-none absolute end-2.5 top-1/2 -translate-y-1/2 text-muted"
      />
    </span>
  );
}
