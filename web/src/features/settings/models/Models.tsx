import { useQuery } from '@tanstack/react-query';
import { Boxes, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Provider } from '@/api/schema';
import { Button } from '@/ui/Button';
import { Card } from '@/ui/Card';
import { EmptyState } from '@/ui/EmptyState';
import { ProblemView } from '@/ui/Problem';
import { providersQuery } from './api';
import { DefaultEmbedding } from './DefaultEmbedding';
import { DefaultModel } from './DefaultModel';
import { ProviderDialog } from './ProviderDialog';
import { ProviderRow } from './ProviderRow';

export function Models() {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(providersQuery);
  const [editing, setEditing] = useState<Provider | 'new' | null>(null);
  const add = (
    <Button
      variant="primary"
      size="small"
      icon={<Plus size={16} aria-hidden="true" />}
      onClick={() => setEditing('new')}
    >
      {t('provider.add')}
    </Button>
  );
  return (
    <>
      <Card
        title={t('provider.title')}
        description={t('provider.text')}
        actions={data !== undefined && data.items.length > 0 && add}
      >
        {error !== null ? (
          <ProblemView cause={error} title={t('provider.failed')} onRetry={() => void refetch()} />
        ) : data === undefined ? (
          <div className="skeleton h-20" aria-hidden="true" />
        ) : data.items.length === 0 ? (
          <EmptyState
            icon={<Boxes size={28} strokeWidth={1.5} />}
            title={t('provider.empty')}
            action={add}
          >
            {t('provider.emptyText')}
          </EmptyState>
        ) : (
          <ul className="divide-y divide-border">
            {data.items.map((provider) => (
              <ProviderRow
                key={provider.id}
                provider={provider}
                onEdit={() => setEditing(provider)}
              />
            ))}
          </ul>
        )}
      </Card>
      <DefaultModel />
      <DefaultEmbedding />
      {editing !== null && (
        <ProviderDialog
          provider={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
        />
      )}
    </>
  );
}
