import { useTranslation } from 'react-i18next';
import type { LiveTurn, ThreadMessage } from '../thread/thread';
import { reasoningOf } from '../turn/fold';
import { toolWords } from '../turn/tools';

interface Props {
  turn: LiveTurn;
  answer: ThreadMessage;
  /** Some of the answer is on the page. */
  readable: boolean;
}

/** One line that says what is going on while there is nothing to read, or when the connection is gone. */
export function Activity(props: Props) {
  const words = useWords(props);
  if (words === null) return null;
  return (
    <p className="flex items-baseline gap-2.5 py-1 text-muted" data-testid="activity">
      <span
        className="size-2 shrink-0 animate-[caret_1.4s_ease-in-out_infinite] rounded-full bg-accent"
        aria-hidden="true"
      />
      <span className="min-w-0 [overflow-wrap:anywhere]">{words}</span>
    </p>
  );
}

function useWords({ turn, answer, readable }: Props): string | null {
  const { t } = useTranslation();
  if (turn.stopping) return t('answer.stopping');
  if (turn.connection === 'waiting') {
    return turn.turnId === null ? t('answer.waitingToSend') : t('answer.reconnecting');
  }
  if (readable) return null;
  // The reasoning tells itself.
  if (reasoningOf(answer) !== '') return null;
  if (turn.turnId === null) return t('answer.sending');
  if (turn.doing !== null) return toolWords(t, turn.doing);
  const documents = new Set(answer.citations.map((citation) => citation.documentId)).size;
  return documents > 0 ? t('answer.reading', { count: documents }) : t('answer.thinking');
}
