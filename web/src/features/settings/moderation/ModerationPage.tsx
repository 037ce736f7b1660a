import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Moderation, PersonRole } from '@/api/identity';
import { Card } from '@/ui/Card';
import { CheckList } from '@/ui/CheckList';
import { Loaded } from '@/ui/Loaded';
import { SwitchRow } from '@/ui/SwitchRow';
import { useAttempt } from '@/ui/use-attempt';
import { changeModeration, moderationQuery } from './api';
import { Queue } from './Queue';
import { Rules } from './Rules';
import { TryIt } from './TryIt';

/** What may not be asked or answered, and what was stopped. */
export function ModerationPage() {
  const { t } = useTranslation();
  const moderation = useQuery(moderationQuery);
  if (moderation.data === undefined) {
    return (
      <Card title={t('settings.moderation.title')}>
        <Loaded query={moderation} failed={t('settings.moderation.failed')} height="h-40">
          {() => null}
        </Loaded>
      </Card>
    );
  }
  return (
    <>
      <Switches moderation={moderation.data} />
      <Rules moderation={moderation.data} />
      <TryIt />
      <Queue keepsOriginals={moderation.data.keepOriginals} />
    </>
  );
}

function Switches({ moderation }: { moderation: Moderation }) {
  const { t } = useTranslation();
  const { attempt, busy } = useAttempt();
  const change = (what: Partial<Moderation>) =>
    attempt(() => changeModeration({ ...moderation, ...what }), t('settings.saved'));
  return (
    <Card title={t('settings.moderation.title')} description={t('settings.moderation.text')}>
      <div className="space-y-4">
        <SwitchRow
          label={t('settings.moderation.enabled')}
          text={t('settings.moderation.enabledText')}
          checked={moderation.enabled}
          disabled={busy}
          onChange={(enabled) => change({ enabled })}
        />
        <SwitchRow
          label={t('settings.moderation.openai')}
          text={t('settings.moderation.openaiText')}
          checked={moderation.openaiModeration}
          disabled={busy}
          onChange={(openaiModeration) => change({ openaiModeration })}
        />
        {moderation.openaiModeration && (
          <SwitchRow
            label={t('settings.moderation.failClosed')}
            text={t('settings.moderation.failClosedText')}
            checked={moderation.failClosed ?? false}
            disabled={busy}
            onChange={(failClosed) => change({ failClosed })}
          />
        )}
        <SwitchRow
          label={t('settings.moderation.originals')}
          text={t('settings.moderation.originalsText')}
          checked={moderation.keepOriginals}
          disabled={busy}
          onChange={(keepOriginals) => change({ keepOriginals })}
        />
        <CheckList<PersonRole>
          legend={t('settings.moderation.exempt')}
          checks={(['admin', 'user'] as const).map((role) => ({
            value: role,
            label: t(`settings.sign-up.factorRole.${role}`),
          }))}
          chosen={moderation.exemptRoles}
          onChange={(exemptRoles) => change({ exemptRoles })}
        />
      </div>
    </Card>
  );
}
