import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ManagedIdentityProvider, ProviderPreset } from '@/api/identity';
import { useSubmit } from '@/lib/use-submit';
import { Button } from '@/ui/Button';
import { CopyField } from '@/ui/CopyField';
import { Dialog } from '@/ui/Dialog';
import { ProblemNote } from '@/ui/Problem';
import { RadioCards } from '@/ui/RadioCards';
import { TextField } from '@/ui/TextField';
import { confirmQuietly } from '@/ui/toasts';
import { lines } from '../lines';
import { addIdentityProvider, changeIdentityProvider, type IdentityProviderChange } from './api';

type Kind = ProviderPreset | 'other';
type SignUp = ManagedIdentityProvider['signUp'];

const kinds: Record<Kind, { name: string; issuer: string }> = {
  google: { name: 'Google', issuer: 'https://accounts.google.com' },
  github: { name: 'GitHub', issuer: 'https://github.com' },
  microsoft: { name: 'Microsoft', issuer: 'https://login.microsoftonline.com/<tenant>/v2.0' },
  other: { name: '', issuer: 'https://login.example.org/realms/main' },
};

interface Props {
  /** Null to add one. */
  provider: ManagedIdentityProvider | null;
  onClose(): void;
}

export function IdentityProviderDialog({ provider, onClose }: Props) {
  const { t } = useTranslation();
  const locked = provider?.locked ?? false;
  const [added, setAdded] = useState<ManagedIdentityProvider | null>(null);
  const [kind, setKind] = useState<Kind>(
    provider === null ? 'google' : (provider.preset ?? 'other'),
  );
  const [name, setName] = useState(provider?.name ?? '');
  const [issuer, setIssuer] = useState(provider?.issuer ?? '');
  const [clientId, setClientId] = useState(provider?.clientId ?? '');
  const [clientSecret, setClientSecret] = useState('');
  const [signUp, setSignUp] = useState<SignUp>(provider?.signUp ?? 'existing');
  const [domains, setDomains] = useState((provider?.domains ?? []).join(', '));
  const [roleClaim, setRoleClaim] = useState(provider?.roleClaim ?? '');
  const [adminValues, setAdminValues] = useState((provider?.adminValues ?? []).join(', '));
  const { busy, problem, submit, fieldError } = useSubmit();
  const ownIssuer = kind === 'other' || kind === 'microsoft';

  if (added !== null) {
    return (
      <Dialog
        open
        onOpenChange={(open) => !open && onClose()}
        title={t('settings.identity-providers.added', { name: added.name })}
        description={t('settings.identity-providers.addedText', { name: added.name })}
      >
        <CopyField label={t('settings.identity-providers.redirect')} value={added.redirectUri} />
        <div className="mt-4 flex justify-end">
          <Button variant="primary" onClick={onClose}>
            {t('action.done')}
          </Button>
        </div>
      </Dialog>
    );
  }

  const given = (): IdentityProviderChange => ({
    name: name.trim() === '' ? kinds[kind].name : name.trim(),
    ...(ownIssuer && { issuer: issuer.trim() }),
    clientId: clientId.trim(),
    ...(clientSecret.trim() !== '' && { clientSecret: clientSecret.trim() }),
    signUp,
    domains: signUp === 'domains' ? lines(domains) : [],
    roleClaim: roleClaim.trim() === '' ? null : roleClaim.trim(),
    adminValues: lines(adminValues),
  });
  const errors = {
    name: fieldError('name'),
    issuer: fieldError('issuer'),
    clientId: fieldError('clientId'),
    clientSecret: fieldError('clientSecret'),
    domains: fieldError('domains'),
    roleClaim: fieldError('roleClaim'),
    adminValues: fieldError('adminValues'),
  };
  const shown = Object.values(errors).some((error) => error !== undefined);
  const save = async () => {
    if (provider === null) {
      setAdded(await addIdentityProvider(kind === 'other' ? null : kind, given()));
    } else {
      await changeIdentityProvider(provider.id, given());
      confirmQuietly(t('settings.saved'));
      onClose();
    }
  };

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={provider === null ? t('settings.identity-providers.addTitle') : provider.name}
      {...(provider === null && { description: t('settings.identity-providers.addText') })}
      className="max-w-lg!"
    >
      <form
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          submit(save);
        }}
      >
        <fieldset disabled={locked} className="space-y-4">
          {provider === null ? (
            <RadioCards<Kind>
              legend={t('provider.kindLabel')}
              name="kind"
              columns={4}
              cards={(Object.keys(kinds) as Kind[]).map((value) => ({
                value,
                label:
                  value === 'other' ? t('settings.identity-providers.other') : kinds[value].name,
              }))}
              chosen={kind}
              onChoose={setKind}
            />
          ) : (
            <CopyField
              label={t('settings.identity-providers.redirect')}
              value={provider.redirectUri}
            />
          )}
          <TextField
            label={t('settings.name')}
            value={name}
            maxLength={60}
            required={kind === 'other'}
            placeholder={kinds[kind].name}
            hint={t('settings.identity-providers.nameHint')}
            onChange={(event) => setName(event.target.value)}
            error={errors.name}
          />
          {ownIssuer && (
            <TextField
              label={t('settings.identity-providers.issuer')}
              type="url"
              inputMode="url"
              required={kind === 'other'}
              value={issuer}
              placeholder={kinds[kind].issuer}
              hint={t('settings.identity-providers.issuerHint')}
              onChange={(event) => setIssuer(event.target.value)}
              error={errors.issuer}
            />
          )}
          <div className="grid gap-4 sm:grid-cols-2">
            <TextField
              label={t('settings.identity-providers.clientId')}
              required
              autoComplete="off"
              value={clientId}
              onChange={(event) => setClientId(event.target.value)}
              error={errors.clientId}
            />
            <TextField
              label={t('settings.identity-providers.clientSecret')}
              type="password"
              autoComplete="off"
              data-1p-ignore
              value={clientSecret}
              hint={provider?.hasSecret ? t('settings.identity-providers.keepSecret') : undefined}
              onChange={(event) => setClientSecret(event.target.value)}
              error={errors.clientSecret}
            />
          </div>
          <RadioCards<SignUp>
            legend={t('settings.identity-providers.who')}
            name="sign-up"
            cards={(['existing', 'domains', 'any'] as const).map((value) => ({
              value,
              label: t(`settings.identity-providers.signUp.${value}.name`),
              hint: t(`settings.identity-providers.signUp.${value}.text`),
            }))}
            chosen={signUp}
            onChoose={setSignUp}
          />
          {signUp === 'domains' && (
            <TextField
              label={t('settings.sign-up.domains')}
              required
              value={domains}
              placeholder="example.org, example.com"
              onChange={(event) => setDomains(event.target.value)}
              error={errors.domains}
            />
          )}
          <details>
            <summary className="cursor-pointer rounded text-muted text-sm hover:text-text">
              {t('settings.identity-providers.roles')}
            </summary>
            <div className="mt-3 grid gap-4 sm:grid-cols-2">
              <TextField
                label={t('settings.identity-providers.roleClaim')}
                value={roleClaim}
                placeholder="groups"
                hint={t('settings.identity-providers.roleClaimHint')}
                onChange={(event) => setRoleClaim(event.target.value)}
                error={errors.roleClaim}
              />
              <TextField
                label={t('settings.identity-providers.adminValues')}
                value={adminValues}
                placeholder="parley-admins"
                hint={t('settings.identity-providers.adminValuesHint')}
                onChange={(event) => setAdminValues(event.target.value)}
                error={errors.adminValues}
              />
            </div>
          </details>
        </fieldset>
        {problem && !shown && (
          <div className="mt-4">
            <ProblemNote cause={problem} />
          </div>
        )}
        <div className="flex justify-end gap-2 pt-5">
          <Button variant="ghost" onClick={onClose}>
            {locked ? t('action.close') : t('action.cancel')}
          </Button>
          {!locked && (
            <Button type="submit" variant="primary" busy={busy}>
              {provider === null ? t('provider.connect') : t('action.save')}
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  );
}
