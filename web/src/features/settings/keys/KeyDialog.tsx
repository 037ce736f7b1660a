import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type NewApiKey, type Scope, scopes } from '@/api/identity';
import { useMe } from '@/features/account/api';
import { useSubmit } from '@/lib/use-submit';
import { Button } from '@/ui/Button';
import { CheckList } from '@/ui/CheckList';
import { CopyField } from '@/ui/CopyField';
import { Dialog } from '@/ui/Dialog';
import { ProblemNote } from '@/ui/Problem';
import { RadioCards } from '@/ui/RadioCards';
import { TextArea } from '@/ui/TextArea';
import { TextField } from '@/ui/TextField';
import { lines } from '../lines';
import { makeKey } from './api';
import { scopeWords } from './scopes';

const day = 24 * 60 * 60_000;
/** Days that a key is good for. */
const terms = ['30', '90', '365', 'never'] as const;
type Term = (typeof terms)[number];
type Kind = NonNullable<NewApiKey['kind']>;

export function KeyDialog({ onClose }: { onClose(): void }) {
  const [made, setMade] = useState<{ secret: string | null } | null>(null);
  return made === null ? (
    <KeyForm onMade={(secret) => setMade({ secret })} onClose={onClose} />
  ) : (
    <KeyShown secret={made.secret} onClose={onClose} />
  );
}

function KeyForm(props: { onMade(secret: string | null): void; onClose(): void }) {
  const { t } = useTranslation();
  const admin = useMe().role === 'admin';
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<Scope[]>(['chat', 'models:read']);
  const [term, setTerm] = useState<Term>('90');
  const [kind, setKind] = useState<Kind>('bearer');
  const [publicKey, setPublicKey] = useState('');
  const [networks, setNetworks] = useState('');
  const { busy, problem, submit, fieldError } = useSubmit();
  const errors = {
    name: fieldError('name'),
    scopes: fieldError('scopes'),
    publicKey: fieldError('publicKey'),
    allowedNetworks: fieldError('allowedNetworks'),
  };
  const shown = Object.values(errors).some((error) => error !== undefined);

  const key = (): NewApiKey => ({
    name: name.trim(),
    scopes: chosen,
    ...(term !== 'never' && { expiresAt: new Date(Date.now() + Number(term) * day).toISOString() }),
    ...(networks.trim() !== '' && { allowedNetworks: lines(networks) }),
    ...(kind === 'signing' && { kind, publicKey: publicKey.trim() }),
  });

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={t('settings.api-keys.newTitle')}
      description={t('settings.api-keys.newText')}
      className="max-w-lg!"
    >
      <form
        className="space-y-4"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          submit(async () => props.onMade(await makeKey(key())));
        }}
      >
        <TextField
          label={t('settings.name')}
          value={name}
          required
          maxLength={60}
          placeholder={t('settings.api-keys.namePlaceholder')}
          onChange={(event) => setName(event.target.value)}
          error={errors.name}
        />
        <CheckList
          legend={t('settings.api-keys.scopes')}
          checks={scopes
            .filter((scope) => admin || scope !== 'admin')
            .map((scope) => ({
              value: scope,
              label: t(`settings.api-keys.scope.${scopeWords[scope]}.name`),
              hint: t(`settings.api-keys.scope.${scopeWords[scope]}.text`),
            }))}
          chosen={chosen}
          onChange={setChosen}
          error={errors.scopes}
        />
        <RadioCards<Term>
          legend={t('settings.api-keys.term')}
          name="term"
          columns={4}
          cards={terms.map((value) => ({
            value,
            label:
              value === 'never'
                ? t('settings.api-keys.never')
                : t('settings.days', { count: Number(value) }),
          }))}
          chosen={term}
          onChoose={setTerm}
        />
        <details className="group">
          <summary className="cursor-pointer rounded text-muted text-sm hover:text-text">
            {t('settings.more')}
          </summary>
          <div className="mt-3 space-y-4">
            <TextArea
              label={t('settings.api-keys.networks')}
              rows={2}
              value={networks}
              placeholder="203.0.113.0/24"
              hint={t('settings.api-keys.networksHint')}
              onChange={(event) => setNetworks(event.target.value)}
              error={errors.allowedNetworks}
            />
            <RadioCards<Kind>
              legend={t('settings.api-keys.kind')}
              name="kind"
              cards={(['bearer', 'signing'] as const).map((value) => ({
                value,
                label: t(`settings.api-keys.kinds.${value}.name`),
                hint: t(`settings.api-keys.kinds.${value}.text`),
              }))}
              chosen={kind}
              onChoose={setKind}
            />
            {kind === 'signing' && (
              <TextArea
                label={t('settings.api-keys.publicKey')}
                rows={4}
                required
                className="font-mono"
                value={publicKey}
                placeholder="-----BEGIN PUBLIC KEY-----"
                onChange={(event) => setPublicKey(event.target.value)}
                error={errors.publicKey}
              />
            )}
          </div>
        </details>
        {problem && !shown && <ProblemNote cause={problem} />}
        <div className="flex justify-end gap-2 pt-1">
          <Button variant="ghost" onClick={props.onClose}>
            {t('action.cancel')}
          </Button>
          <Button
            type="submit"
            variant="primary"
            busy={busy}
            disabled={chosen.length === 0 || name.trim() === ''}
          >
            {t('settings.api-keys.make')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** The one time that the key is seen. */
function KeyShown({ secret, onClose }: { secret: string | null; onClose(): void }) {
  const { t } = useTranslation();
  return (
    <Dialog
      open
      title={t('settings.api-keys.made')}
      description={
        secret === null ? t('settings.api-keys.madeSigning') : t('settings.api-keys.madeText')
      }
    >
      {secret !== null && <CopyField label={t('settings.api-keys.key')} value={secret} />}
      <div className="mt-4 flex justify-end">
        <Button variant="primary" onClick={onClose}>
          {t('action.done')}
        </Button>
      </div>
    </Dialog>
  );
}
