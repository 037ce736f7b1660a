import type { ReactNode } from 'react';
import { Logo } from '@/ui/Logo';

/** The page of somebody who is not signed in. */
export function Frame({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="flex h-full flex-col items-center overflow-y-auto px-5 py-10">
      <div className="my-auto w-full max-w-sm **:data-empty:pt-0 **:data-empty:pb-2">
        <Logo className="mx-auto mb-5 size-11" />
        <h1 className="mb-7 text-center text-lg font-semibold tracking-tight">{title}</h1>
        {children}
      </div>
    </main>
  );
}
