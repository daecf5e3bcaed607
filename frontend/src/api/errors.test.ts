import { describe, expect, it } from 'vitest';
import { ApiError, toApiError } from './errors';

describe('toApiError', () => {
  const known = new ApiError('conflict', 'Still writing.');
  it.each([
    ['an error of ours', known, known],
    ['a body of the door', { code: 'rate_limited', message: 'Wait.', retry_after_ms: 900 }, new ApiError('rate_limited', 'Wait.', 900)],
    ['a body without a pause', { code: 'no_key', message: 'No key.' }, new ApiError('no_key', 'No key.')],
    ['no answer', new TypeError('Failed to fetch'), new ApiError('unavailable', 'Whittle does not answer. What you typed is kept.')],
    ['another error', new Error('odd'), new ApiError('internal', 'odd')],
    ['a text', 'odd', new ApiError('internal', 'odd')],
  ])('reads %s', (_, value, expected) => {
    const { code, message, retryAfterMs } = toApiError(value);
    expect({ code, message, retryAfterMs }).toEqual({ code: expected.code, message: expected.message, retryAfterMs: expected.retryAfterMs });
  });
});
