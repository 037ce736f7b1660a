import { exactTime, relativeTime } from '@/lib/format';

/** A moment said relatively, the exact one on hover. */
export function Time({ at, className }: { at: string; className?: string }) {
  const date = new Date(at);
  return (
    <time dateTime={at} title={exactTime(date)} className={className}>
      {relativeTime(date, new Date())}
    </time>
  );
}
