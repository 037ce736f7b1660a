import { clsx } from 'clsx';

/** Two speech shapes that overlap: the one in front is a P, its stem the tail of what it says. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg
      viewBox="0 0 32 32"
      fill="currentColor"
      aria-hidden="true"
      className={clsx('text-accent', className)}
    >
      <path
        opacity=".4"
        d="M21.5 12a7.5 7.5 0 1 0 0 15h6.3a.8.8 0 0 0 .57-1.37l-1.3-1.3A7.5 7.5 0 0 0 21.5 12z"
      />
      <path
        fillRule="evenodd"
        d="M4 9.5A6.5 6.5 0 0 1 10.5 3h5.5a8.5 8.5 0 0 1 0 17h-5v6.3a1 1 0 0 1-1.7.7l-4.3-4.3A3.4 3.4 0 0 1 4 20.3zM15.5 8h-4a2 2 0 0 0-2 2v5h6a3.5 3.5 0 0 0 0-7z"
      />
    </svg>
  );
}
