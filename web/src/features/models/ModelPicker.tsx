import { Combobox } from '@base-ui/react/combobox';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Check, ChevronDown, Plus, Search } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Model } from '@/api/schema';
import { useMe } from '@/features/account/api';
import { Store, useStore } from '@/lib/store';
import { guide, modelsQuery } from './api';

/** Whether the picker is open, for those who send people there ("choose another model"). */
export const modelPickerOpen = new Store(false);

interface Group {
  readonly value: string;
  readonly items: Model[];
}

const searchFrom = 8;

interface Props {
  model: Model | null;
  onPick(model: Model): void;
}

export function ModelPicker({ model, onPick }: Props) {
  const { t } = useTranslation();
  const { data, isPending } = useQuery(modelsQuery);
  const admin = useMe().role === 'admin';
  const open = useStore(modelPickerOpen);
  const groups = useMemo(() => grouped(data?.items ?? []), [data]);

  if (isPending) return <span className="skeleton h-5 w-32" />;
  const many = (data?.items.length ?? 0) >= searchFrom;
  return (
    <Combobox.Root
      items={groups}
      value={model}
      onValueChange={(next) => {
        if (next !== null) onPick(next);
      }}
      itemToStringLabel={(item: Model) => item.name}
      isItemEqualToValue={(one: Model, other: Model) => one.id === other.id}
      open={open}
      onOpenChange={(next) => modelPickerOpen.set(next)}
    >
      <Combobox.Trigger
        aria-label={t('models.pick', { model: model?.name ?? t('models.none') })}
        className="flex h-9 min-w-0 items-center gap-1.5 rounded-control px-2.5 font-medium transition-colors hover:bg-hover data-popup-open:bg-hover"
      >
        <span className="truncate">{model?.name ?? t('models.none')}</span>
        <ChevronDown size={15} className="shrink-0 text-muted" aria-hidden="true" />
      </Combobox.Trigger>
      <Combobox.Portal>
        <Combobox.Positioner align="start" sideOffset={4} className="z-50">
          <Combobox.Popup
            aria-label={t('models.title')}
            className="popup flex max-h-[min(28rem,var(--available-height))] w-80 max-w-[calc(100vw-24px)] flex-col overflow-hidden outline-none"
          >
            <div
              className={many ? 'flex items-center gap-2 border-border border-b px-3' : 'sr-only'}
            >
              <Search size={15} className="shrink-0 text-muted" aria-hidden="true" />
              <Combobox.Input
                placeholder={t('models.search')}
                aria-label={t('models.search')}
                className="h-10 w-full bg-transparent text-md outline-none placeholder:text-muted sm:text-base"
              />
            </div>
            <Combobox.Empty className="px-3 py-3 text-muted empty:hidden">
              {t('models.nothingFound')}
            </Combobox.Empty>
            <Combobox.List className="min-h-0 flex-1 overflow-y-auto p-1 empty:hidden">
              {(group: Group) => (
                <Combobox.Group key={group.value} items={group.items}>
                  <Combobox.GroupLabel className="px-2.5 pt-2 pb-1 text-muted text-xs">
                    {group.value}
                  </Combobox.GroupLabel>
                  <Combobox.Collection>
                    {(item: Model) => (
                      <Combobox.Item
                        key={item.id}
                        value={item}
                        className="flex min-h-9 cursor-pointer select-none items-center gap-2 rounded-control px-2.5 py-1.5 outline-none data-highlighted:bg-hover"
                      >
                        <span className="min-w-0 flex-1">
                          <span className="block truncate">{item.name}</span>
                          {item.id === guide && (
                            <span className="block text-muted text-xs">{t('models.guide')}</span>
                          )}
                        </span>
                        <Combobox.ItemIndicator className="shrink-0 text-accent">
                          <Check size={16} aria-hidden="true" />
                        </Combobox.ItemIndicator>
                      </Combobox.Item>
                    )}
                  </Combobox.Collection>
                </Combobox.Group>
              )}
            </Combobox.List>
            {admin && (
              <Link
                to="/settings/$section"
                params={{ section: 'models' }}
                onClick={() => modelPickerOpen.set(false)}
                className="flex h-10 shrink-0 items-center gap-2 border-border border-t px-3.5 text-muted hover:bg-hover hover:text-text"
              >
                <Plus size={16} aria-hidden="true" />
                {t('models.connect')}
              </Link>
            )}
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  );
}

function grouped(models: readonly Model[]): Group[] {
  const groups = new Map<string, Model[]>();
  for (const model of models) {
    const name = model.providerName || model.provider;
    groups.set(name, [...(groups.get(name) ?? []), model]);
  }
  return [...groups].map(([value, items]) => ({ value, items }));
}
