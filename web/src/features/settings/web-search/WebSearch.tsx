import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Card } from '@/ui/Card';
import { ProblemView } from '@/ui/Problem';
import { webSearchQuery } from './api';
import { Domains } from './Domains';
import { Engine } from './Engine';

/** Which engine looks questions up in the web, and where results may come from. */
export function WebSearch() {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(webSearchQuery);
  if (error !== null && data === undefined) {
    return (
      <Card title={t('settings.web-search.engine')}>
        <ProblemView
          cause={error}
          title={t('settings.web-search.failed')}
          onRetry={() => void refetch()}
        />
      </Card>
    );
  }
  if (data === undefined) return <div className="skeleton h-64" aria-hidden="true" />;
  return (
    <>
      <Engine settings={data} />
      <Domains settings={data} />
    </>
  );
}
