import { Ellipsis, Pencil, Trash2 } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '@/api/schema';
import { IconButton } from '@/ui/IconButton';
import { Menu, MenuItem, MenuSeparator } from '@/ui/Menu';
import { RenameDialog } from './RenameDialog';
import { useRemove } from './use-remove';

interface Props {
  conversation: Conversation;
  trigger?: ReactElement;
  onOpenChange?: (open: boolean) => void;
}

export function ConversationMenu({ conversation, trigger, onOpenChange }: Props) {
  const { t } = useTranslation();
  const [renaming, setRenaming] = useState(false);
  const remove = useRemove();
  return (
    <>
      <Menu
        align="end"
        {...(onOpenChange && { onOpenChange })}
        trigger={
          trigger ?? <IconButton label={t('conversation.menu')} icon={<Ellipsis size={18} />} />
        }
      >
        <MenuItem icon={<Pencil size={16} />} onClick={() => setRenaming(true)}>
          {t('conversation.rename')}
        </MenuItem>
        <MenuSeparator />
        <MenuItem danger icon={<Trash2 size={16} />} onClick={() => remove(conversation.id)}>
          {t('conversation.delete')}
        </MenuItem>
      </Menu>
      {renaming && <RenameDialog conversation={conversation} onClose={() => setRenaming(false)} />}
    </>
  );
}
