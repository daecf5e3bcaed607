/** The one error of the UI: a code to branch on and a sentence to show. */
export class ApiError extends Error {
  readonly code: string;
  readonly retryAfterMs: number;

  constructor(code: string, message: string, retryAfterMs = 0) {
    super(message);
    this.name = 'ApiError';
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Reads an error body of the door, in whatever way it reached the page. */
export function toApiError(value: unknown): ApiError {
  if (value instanceof ApiError) return value;
  if (isRecord(value) && typeof value.code === 'string' && typeof value.message === 'string') {
    return new ApiError(value.code, value.message, Number(value.retry_after_ms ?? 0));
  }
  if (value instanceof TypeError) return new ApiError('unavailable', 'Whittle does not answer. What you typed is kept.');
  return new ApiError('internal', value instanceof Error ? value.message : String(value));
}
