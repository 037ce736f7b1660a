import { useTranslation } from 'react-i18next';
import type { CodeMethod } from '@/api/identity';
import '@/lib/i18n/account';
import { TextField } from '@/ui/TextField';

interface Props {
  method: CodeMethod;
  value: string;
  error?: string | undefined;
  onChange(code: string): void;
}

/** A code of an authenticator app, which phones and password managers can fill in, or a recovery code. */
export function CodeField({ method, value, error, onChange }: Props) {
  const { t } = useTranslation();
  const digits = method === 'totp';
  return (
    <TextField
      key={method}
      label={digits ? t('factor.code') : t('factor.recoveryCode')}
      name={digits ? 'code' : 'recovery-code'}
      autoComplete={digits ? 'one-time-code' : 'off'}
      inputMode={digits ? 'numeric' : 'text'}
      {...(digits && { pattern: '[0-9 ]*', maxLength: 7, placeholder: '123 456' })}
      autoCapitalize="none"
      spellCheck={false}
      autoFocus
      required
      value={value}
      onChange={(event) => onChange(event.target.value)}
      hint={digits ? t('factor.codeHint') : t('factor.recoveryCodeHint')}
      error={error}
    />
  );
}
