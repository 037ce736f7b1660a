import { Problem } from './problem';

/** Whether this browser can use passkeys at all; only over HTTPS or on this machine can any. */
export function passkeysSupported(): boolean {
  return (
    typeof PublicKeyCredential !== 'undefined' &&
    typeof PublicKeyCredential.parseCreationOptionsFromJSON === 'function' &&
    typeof PublicKeyCredential.parseRequestOptionsFromJSON === 'function'
  );
}

/** Ends what needs a passkey before anything was asked of the server or of the person. */
export function requirePasskeys(): void {
  if (!passkeysSupported()) throw new Problem({ code: 'passkey-unsupported' });
}

/** Whether the browser can offer passkeys among its suggestions for the username. */
export async function suggestsPasskeys(): Promise<boolean> {
  if (!passkeysSupported()) return false;
  return (await PublicKeyCredential.isConditionalMediationAvailable?.()) ?? false;
}

/** Lets the person choose a passkey and prove that they hold it. */
export async function provePasskey(
  options: PublicKeyCredentialRequestOptionsJSON,
  how: { mediation?: CredentialMediationRequirement; signal?: AbortSignal } = {},
): Promise<AuthenticationResponseJSON> {
  const credential = await asked(() =>
    navigator.credentials.get({
      publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options),
      ...how,
    }),
  );
  return credential.toJSON() as AuthenticationResponseJSON;
}

/** Makes a passkey on this device or on one nearby. */
export async function makePasskey(
  options: PublicKeyCredentialCreationOptionsJSON,
): Promise<RegistrationResponseJSON> {
  const credential = await asked(() =>
    navigator.credentials.create({
      publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options),
    }),
  );
  return credential.toJSON() as RegistrationResponseJSON;
}

async function asked(ask: () => Promise<Credential | null>): Promise<PublicKeyCredential> {
  requirePasskeys();
  let credential: Credential | null;
  try {
    credential = await ask();
  } catch (cause) {
    throw new Problem({ code: codeOf(cause) }, cause);
  }
  // Some password managers stand in for the browser and know only the older half of the interface.
  if (credential === null) throw new Problem({ code: 'passkey-cancelled' });
  if (!('toJSON' in credential)) throw new Problem({ code: 'passkey-unsupported' });
  return credential as PublicKeyCredential;
}

function codeOf(cause: unknown) {
  switch (cause instanceof DOMException ? cause.name : '') {
    case 'InvalidStateError':
      return 'passkey-known';
    case 'SecurityError':
      return 'passkey-address';
    case 'NotSupportedError':
    case 'ConstraintError':
      return 'passkey-unsupported';
    default:
      return 'passkey-cancelled';
  }
}
