import type { FieldError, ProblemCode, ProblemDetails } from '@/api/schema';

/** What goes wrong on this side, before or instead of an answer. */
type OwnCode =
  | 'network'
  | 'unknown'
  /** The person declined to confirm who they are. */
  | 'cancelled'
  | 'passkey-unsupported'
  | 'passkey-cancelled'
  | 'passkey-known'
  | 'passkey-address';

type Code = ProblemCode | OwnCode;

/** Why a request did not give what was asked for: the server's problem details, or that no answer came at all. */
export class Problem extends Error {
  readonly status: number;
  readonly code: Code;
  readonly requestId: string | undefined;
  readonly errors: readonly FieldError[];
  readonly retryAfterSeconds: number | undefined;
  readonly turnId: string | undefined;
  /** Everything that was told, for the codes that tell more. */
  readonly details: Omit<Partial<ProblemDetails>, 'code'>;
  /** Set where trying again is pointless although the kind of problem usually passes. */
  final = false;

  constructor(details: Omit<Partial<ProblemDetails>, 'code'> & { code: Code }, cause?: unknown) {
    super(details.detail ?? details.title ?? details.code, { cause });
    this.name = 'Problem';
    this.status = details.status ?? 0;
    this.code = details.code;
    this.requestId = details.requestId;
    this.errors = details.errors ?? [];
    this.retryAfterSeconds = details.retryAfterSeconds;
    this.turnId = details.turnId;
    this.details = details;
  }

  static network(cause: unknown): Problem {
    return new Problem({ code: 'network' }, cause);
  }

  static of(cause: unknown): Problem {
    return cause instanceof Problem
      ? cause
      : new Problem({ code: 'unknown', detail: String(cause) }, cause);
  }

  static async ofResponse(response: Response): Promise<Problem> {
    const details = await problemDetails(response);
    const retryAfter = Number(response.headers.get('Retry-After') ?? Number.NaN);
    return new Problem({
      ...details,
      code: details.code ?? 'unknown',
      status: response.status,
      ...(details.requestId === undefined && response.headers.has('X-Request-Id')
        ? { requestId: response.headers.get('X-Request-Id') ?? '' }
        : {}),
      ...(details.retryAfterSeconds === undefined && Number.isFinite(retryAfter)
        ? { retryAfterSeconds: retryAfter }
        : {}),
    });
  }

  /** Whether asking again later may help without the person changing anything. */
  get passing(): boolean {
    if (this.final) return false;
    return this.code === 'network' || this.status >= 500 || [408, 429].includes(this.status);
  }
}

async function problemDetails(response: Response): Promise<Partial<ProblemDetails>> {
  if (!(response.headers.get('Content-Type') ?? '').includes('json')) {
    return { title: response.statusText };
  }
  try {
    return (await response.json()) as Partial<ProblemDetails>;
  } catch {
    return { title: response.statusText };
  }
}

/** True for the rejection of a request that was called off on purpose. */
export function isAbort(cause: unknown): boolean {
  return cause instanceof DOMException && cause.name === 'AbortError';
}
