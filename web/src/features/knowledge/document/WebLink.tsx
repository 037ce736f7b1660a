import { clsx } from 'clsx';
import type { ReactNode } from 'react';

interface Props {
  href: string;
  className?: string;
  children: ReactNode;
}

/** Leads to the page that a document was fetched from. */
export function WebLink({ href, className, children }: Props) {
  return (
    <a
      href={href}
      target="_blank"
      rel="noopener noreferrer"
      className={clsx(
        'underline decoration-border-strong underline-offset-2 hover:text-text',
        className,
      )}
    >
      {children}
    </a>
  );
}

/** The site of an address, as people call it. */
export function domainOf(address: string): string {
  return new URL(address).hostname.replace(/^www\./, '');
}

/** Where a document is in the web; null for one that is not, and for whatever else looks like an address. */
export function webAddress(location: string): string | null {
  if (!/^https?:\/\//i.test(location)) return null;
  return URL.canParse(location) ? location : null;
}
