import { ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '@/api/identity';
import { exactTime } from '@/lib/format';
import { Time } from '@/ui/Time';

/** One line a reader can scan; what changed and the proof are behind it. */
export function EntryRow({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation();
  const { actor, subject, address, details, changes } = entry;
  const facts = Object.entries(details);
  const about = aboutOf(entry);
  return (
    <li>
      <details className="group">
        <summary className="flex cursor-pointer list-none items-start gap-2 rounded-control py-2.5 hover:bg-hover/60 [&::-webkit-details-marker]:hidden">
          <ChevronRight
            size={16}
            aria-hidden="true"
            className="mt-0.5 shrink-0 text-muted transition-transform group-open:rotate-90 rtl:-scale-x-100"
          />
          <span className="min-w-0 flex-1">
            <span className="flex flex-wrap items-baseline gap-x-2">
              <code className="font-mono text-sm [overflow-wrap:anywhere]">{entry.action}</code>
              {about !== null && <span className="truncate text-muted text-sm">{about}</span>}
            </span>
            <span className="flex flex-wrap gap-x-1.5 text-muted text-sm">
              {actor === null ? (
                <span>{t('settings.audit.nobody')}</span>
              ) : (
                <span className="truncate text-text">{actor.name ?? t('settings.audit.gone')}</span>
              )}
              {address && <span>· {address}</span>}
            </span>
          </span>
          <Time at={entry.at} className="shrink-0 pt-0.5 text-muted text-sm" />
        </summary>
        <dl className="mb-3 ms-6 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 rounded-control bg-bubble/60 px-3 py-2.5 text-sm">
          <Fact name={t('settings.audit.at')} value={exactTime(new Date(entry.at))} />
          <Fact name={t('settings.audit.number')} value={`#${entry.number}`} />
          {subject !== null && (
            <Fact
              name={subject.type}
              value={[subject.name, subject.id].filter(Boolean).join(' · ')}
            />
          )}
          {facts.map(([name, value]) => (
            <Fact key={name} name={name} value={say(value)} />
          ))}
          {changes.map((change) => (
            <div key={change.name} className="col-span-2 grid grid-cols-subgrid">
              <dt className="text-muted">{change.name}</dt>
              <dd className="[overflow-wrap:anywhere]">
                <del className="text-muted">{say(change.before)}</del>
                {' → '}
                <ins className="no-underline">{say(change.after)}</ins>
              </dd>
            </div>
          ))}
          <Fact name={t('settings.audit.hash')} value={entry.hash} mono />
        </dl>
      </details>
    </li>
  );
}

/** What it was done to, as far as the action and its doer do not say so already. */
function aboutOf({ actor, subject, changes }: AuditEntry): string | null {
  if (subject === null || subject.id === actor?.id) return null;
  if (subject.name !== null) return subject.name;
  return changes.length > 0 ? changes.map((change) => change.name).join(', ') : subject.type;
}

function Fact({ name, value, mono = false }: { name: string; value: string; mono?: boolean }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd
        className={mono ? 'font-mono text-xs [overflow-wrap:anywhere]' : '[overflow-wrap:anywhere]'}
      >
        {value}
      </dd>
    </>
  );
}

function say(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
