import { Switch } from './Switch';

interface Props {
  label: string;
  text?: string;
  checked: boolean;
  disabled?: boolean;
  onChange(checked: boolean): void;
}

/** A setting that is on or off, with a sentence about what that means. */
export function SwitchRow({ label, text, ...rest }: Props) {
  return (
    <div className="flex items-start justify-between gap-4">
      <div className="min-w-0">
        {/* The switch carries the name; read here, it would be heard twice. */}
        <p className="font-medium" aria-hidden="true">
          {label}
        </p>
        {text && <p className="text-muted text-sm">{text}</p>}
      </div>
      <Switch label={label} {...rest} />
    </div>
  );
}
