import { Progress as Base } from '@base-ui/react/progress';

interface Props {
  label: string;
  /** From 0 to 1; null while nobody knows. */
  share: number | null;
}

export function Progress({ label, share }: Props) {
  return (
    <Base.Root value={share === null ? null : Math.round(share * 100)} aria-label={label}>
      <Base.Track className="block h-1 w-full overflow-hidden rounded-full bg-bubble">
        <Base.Indicator className="block h-full rounded-full bg-accent transition-[width] data-indeterminate:w-1/3 data-indeterminate:animate-[caret_1.4s_ease-in-out_infinite]" />
      </Base.Track>
    </Base.Root>
  );
}
