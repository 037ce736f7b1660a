import { useNavigate, useParams } from '@tanstack/react-router';
import { Ellipsis, MessageSquarePlus, Pencil, Star, StarOff, Trash2, Users } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Collection } from '@/api/schema';
import { useMe } from '@/features/account/api';
import { useSentence } from '@/lib/i18n/sentence';
import { Problem } from '@/lib/problem';
import { IconButton } from '@/ui/IconButton';
import { Menu, MenuItem, MenuSeparator } from '@/ui/Menu';
import { confirmQuietly, warn } from '@/ui/toasts';
import { changeCollection } from './api';
import { CollectionDialog } from './CollectionDialog';
import { newChatCollections } from './choice';
import { collectionRemoval } from './removal';
import { ShareDialog } from './ShareDialog';

/** What can be done with a collection; only what the person may do is offered. */
export function CollectionMenu({ collection, label }: { collection: Collection; label: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const admin = useMe().role === 'admin';
  const shown = useParams({ strict: false }).collectionId === collection.id;
  const [dialog, setDialog] = useState<'edit' | 'share' | null>(null);
  const setDefault = useSetDefault(collection);
  const owner = collection.access === 'owner' && !collection.builtIn;

  const ask = () => {
    newChatCollections.set([collection.id]);
    void navigate({ to: '/' });
  };
  const remove = () => {
    collectionRemoval.remove(collection.id, () => {
      if (!shown) return;
      void navigate({
        to: '/knowledge/$collectionId',
        params: { collectionId: collection.id },
      });
    });
    if (shown) void navigate({ to: '/knowledge' });
  };
  return (
    <>
      <Menu align="end" trigger={<IconButton label={label} icon={<Ellipsis size={18} />} />}>
        <MenuItem icon={<MessageSquarePlus size={16} />} onClick={ask}>
          {t('knowledge.ask')}
        </MenuItem>
        {owner && (
          <>
            <MenuItem icon={<Pencil size={16} />} onClick={() => setDialog('edit')}>
              {t('knowledge.edit')}
            </MenuItem>
            <MenuItem icon={<Users size={16} />} onClick={() => setDialog('share')}>
              {t('knowledge.share')}
            </MenuItem>
          </>
        )}
        {admin && !collection.builtIn && (
          <MenuItem
            icon={collection.defaultForEveryone ? <StarOff size={16} /> : <Star size={16} />}
            onClick={setDefault}
          >
            {collection.defaultForEveryone ? t('knowledge.noDefault') : t('knowledge.makeDefault')}
          </MenuItem>
        )}
        {owner && (
          <>
            <MenuSeparator />
            <MenuItem danger icon={<Trash2 size={16} />} onClick={remove}>
              {t('knowledge.delete')}
            </MenuItem>
          </>
        )}
      </Menu>
      {dialog === 'edit' && (
        <CollectionDialog collection={collection} onClose={() => setDialog(null)} />
      )}
      {dialog === 'share' && (
        <ShareDialog collection={collection} onClose={() => setDialog(null)} />
      )}
    </>
  );
}

function useSetDefault(collection: Collection): () => void {
  const { t } = useTranslation();
  const sentence = useSentence();
  return () => {
    changeCollection(collection.id, { defaultForEveryone: !collection.defaultForEveryone }).then(
      () => confirmQuietly(t('settings.saved')),
      (cause) => warn(t('settings.notSaved'), sentence(Problem.of(cause))),
    );
  };
}
