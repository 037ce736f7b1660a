import { Tabs as Base } from '@base-ui/react/tabs';
import { clsx } from 'clsx';
import type { ReactNode } from 'react';

interface Props<V extends string> {
  label: string;
  value: V;
  onChange(value: V): void;
  tabs: ReadonlyArray<{ value: V; label: ReactNode; content: ReactNode }>;
  /** They take the height there is, and what they show scrolls by itself. */
  fill?: boolean;
}

export function Tabs<V extends string>({ label, value, onChange, tabs, fill = false }: Props<V>) {
  return (
    <Base.Root
      value={value}
      onValueChange={(next) => onChange(next as V)}
      className={clsx(fill && 'flex min-h-0 flex-1 flex-col')}
    >
      <Base.List
        aria-label={label}
        className={clsx('flex shrink-0 gap-5 border-border border-b', fill && 'px-5')}
      >
        {tabs.map((tab) => (
          <Base.Tab
            key={tab.value}
            value={tab.value}
            className="-mb-px h-10 border-transparent border-b-2 px-0.5 text-muted transition-colors hover:text-text data-active:border-accent data-active:font-medium data-active:text-text"
          >
            {tab.label}
          </Base.Tab>
        ))}
      </Base.List>
      {tabs.map((tab) => (
        <Base.Panel
          key={tab.value}
          value={tab.value}
          className={clsx('outline-none', fill ? 'flex min-h-0 flex-1 flex-col' : 'pt-4')}
        >
          {tab.content}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
