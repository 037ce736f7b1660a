import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttachedDocument } from '@/api/schema';
import { isComposing } from '@/lib/keys';
import { Button } from '@/ui/Button';
import type { Attachment } from '../composer/attachments';
import type { ThreadMessage } from '../thread/thread';
import { textOf } from '../turn/fold';
import { useThreadActions } from './context';

/** Asks again in other words: a new branch beside the old one, which stays. */
export function QuestionEditor({ message, onDone }: { message: ThreadMessage; onDone(): void }) {
  const { t } = useTranslation();
  const { thread, model, webSearch } = useThreadActions();
  const [text, setText] = useState(() => textOf(message));
  const field = useRef<HTMLTextAreaElement>(null);

  useEffect(() => {
    const area = field.current;
    area?.focus();
    area?.setSelectionRange(area.value.length, area.value.length);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text is what gives the field its height
  useEffect(() => {
    const area = field.current;
    if (area === null) return;
    area.style.blockSize = 'auto';
    area.style.blockSize = `${area.scrollHeight}px`;
  }, [text]);

  const send = () => {
    const question = text.trim();
    if (question === '') return;
    onDone();
    thread.ask(question, model, {
      parentId: message.parentId,
      attachments: message.attachments.flatMap(sentAgain),
      webSearch,
    });
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    send();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    if (event.key === 'Escape') onDone();
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      send();
    }
  };
  return (
    <form
      onSubmit={onSubmit}
      className="mb-6 rounded-card border border-border-strong/60 bg-surface p-2 focus-within:border-border-strong"
    >
      <textarea
        ref={field}
        rows={1}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        aria-label={t('message.editLabel')}
        className="block max-h-[50vh] w-full resize-none bg-transparent px-2.5 py-1.5 text-md leading-6 outline-none"
      />
      <div className="mt-1 flex justify-end gap-2">
        <Button size="small" variant="ghost" onClick={onDone}>
          {t('action.cancel')}
        </Button>
        <Button size="small" variant="primary" type="submit" disabled={text.trim() === ''}>
          {t('message.ask')}
        </Button>
      </div>
    </form>
  );
}

/** What came with the question goes along with its other wording, as far as it is still there. */
function sentAgain({ documentId, title, state }: AttachedDocument): Attachment[] {
  if (state !== 'ready') return [];
  return [{ key: documentId, name: title, sent: 1, state, documentId, reason: null }];
}
