import { useNavigate, useParams } from '@tanstack/react-router';
import { conversationRemoval } from './removal';

/** Deletes a chat; whoever looks at it is taken to a new one, and back on undo. */
export function useRemove(): (id: string) => void {
  const navigate = useNavigate();
  const shown = useParams({ strict: false }).conversationId;
  return (id) => {
    if (shown !== id) {
      conversationRemoval.remove(id);
      return;
    }
    const back = () =>
      void navigate({ to: '/chat/$conversationId', params: { conversationId: id } });
    conversationRemoval.remove(id, back);
    void navigate({ to: '/' });
  };
}
