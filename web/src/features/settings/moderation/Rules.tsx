import { Ellipsis, Pencil, Plus, Shield, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Moderation, ModerationAction, ModerationRule } from '@/api/identity';
import { Badge } from '@/ui/Badge';
import { Button } from '@/ui/Button';
import { Card } from '@/ui/Card';
import { EmptyState } from '@/ui/EmptyState';
import { IconButton } from '@/ui/IconButton';
import { Menu, MenuItem, MenuSeparator } from '@/ui/Menu';
import { Switch } from '@/ui/Switch';
import { useAttempt } from '@/ui/use-attempt';
import { changeModeration } from './api';
import { RuleDialog } from './RuleDialog';

export const tones: Record<ModerationAction, 'danger' | 'warning' | 'neutral'> = {
  block: 'danger',
  warn: 'warning',
  log: 'neutral',
};

export function Rules({ moderation }: { moderation: Moderation }) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState<ModerationRule | 'new' | null>(null);
  const { attempt, busy } = useAttempt();
  const { rules } = moderation;
  const saved = (next: ModerationRule[]) => changeModeration({ ...moderation, rules: next });
  const add = (
    <Button
      variant={rules.length === 0 ? 'primary' : 'secondary'}
      size="small"
      icon={<Plus size={16} aria-hidden="true" />}
      onClick={() => setEditing('new')}
    >
      {t('settings.moderation.addRule')}
    </Button>
  );
  return (
    <Card
      title={t('settings.moderation.rules')}
      description={t('settings.moderation.rulesText')}
      actions={rules.length > 0 && add}
    >
      {rules.length === 0 ? (
        <EmptyState
          icon={<Shield size={28} strokeWidth={1.5} />}
          title={t('settings.moderation.noRules')}
          action={add}
        >
          {t('settings.moderation.noRulesText')}
        </EmptyState>
      ) : (
        <ul className="divide-y divide-border" aria-label={t('settings.moderation.rules')}>
          {rules.map((rule) => (
            <li
              key={rule.id}
              aria-label={rule.name}
              className="flex items-start gap-3 py-3 first:pt-1 last:pb-0"
            >
              <div className="min-w-0 flex-1">
                <p className="flex flex-wrap items-center gap-2">
                  <span className="font-medium">{rule.name}</span>
                  <Badge tone={tones[rule.action]}>
                    {t(`settings.moderation.action.${rule.action}`)}
                  </Badge>
                  <span className="text-muted text-sm">
                    {rule.category} · {t(`settings.moderation.applies.${rule.applies}`)}
                  </span>
                </p>
                <code className="mt-0.5 block truncate font-mono text-muted text-xs">
                  {rule.pattern}
                </code>
              </div>
              <div className="flex shrink-0 items-center gap-1.5">
                <Switch
                  label={t('provider.enable', { name: rule.name })}
                  checked={rule.enabled}
                  disabled={busy}
                  onChange={(enabled) =>
                    attempt(() =>
                      saved(rules.map((one) => (one.id === rule.id ? { ...one, enabled } : one))),
                    )
                  }
                />
                <Menu
                  align="end"
                  trigger={
                    <IconButton
                      label={t('settings.menuOf', { name: rule.name })}
                      disabled={busy}
                      icon={<Ellipsis size={18} />}
                    />
                  }
                >
                  <MenuItem icon={<Pencil size={16} />} onClick={() => setEditing(rule)}>
                    {t('provider.edit')}
                  </MenuItem>
                  <MenuSeparator />
                  <MenuItem
                    danger
                    icon={<Trash2 size={16} />}
                    onClick={() =>
                      attempt(
                        () => saved(rules.filter((one) => one.id !== rule.id)),
                        t('settings.removed', { name: rule.name }),
                      )
                    }
                  >
                    {t('settings.remove')}
                  </MenuItem>
                </Menu>
              </div>
            </li>
          ))}
        </ul>
      )}
      {editing !== null && (
        <RuleDialog
          rule={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
          onSave={(rule) =>
            saved(
              editing === 'new'
                ? [...rules, rule]
                : rules.map((one) => (one.id === rule.id ? rule : one)),
            )
          }
        />
      )}
    </Card>
  );
}
