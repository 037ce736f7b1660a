import { useTranslation } from 'react-i18next';
import { session } from '@/lib/session';
import { useStore } from '@/lib/store';
import { Dialog } from '@/ui/Dialog';
import { SignIn } from './SignIn';

/** Sign-in over the page: what is on it, drafts too, stays where it is. */
export function SignInAgain() {
  const { t } = useTranslation();
  const state = useStore(session.state);
  if (state.status !== 'expired') return null;
  return (
    <Dialog open title={t('auth.again.title')} description={t('auth.again.text')}>
      <SignIn username={state.user.username} password={state.user.hasPassword !== false} />
      <p className="mt-5 text-center text-sm text-muted">
        <button
          type="button"
          className="rounded hover:text-text hover:underline"
          onClick={() => session.abandon()}
        >
          {t('auth.again.other')}
        </button>
      </p>
    </Dialog>
  );
}
