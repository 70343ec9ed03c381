import { RespondError } from '@slack/bolt';
import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';
import { expect, test } from 'vitest';
import { asAdapterError, isNotMember } from '../../../adapters/slack/errors.ts';
import { AdapterError } from '../../../src/platform/adapter-error.ts';

const refusedWith = (error: string, retryAfter?: number) =>
  new WebAPIPlatformError({
    ok: false,
    error,
    ...(retryAfter !== undefined && { response_metadata: { retryAfter } }),
  });

test('a rate limit tells the milliseconds to wait', () => {
  expect(asAdapterError(new WebAPIRateLimitedError(30))).toMatchObject({
    kind: 'rate-limited',
    retryAfter: 30_000,
  });
  expect(asAdapterError(refusedWith('ratelimited', 3))).toMatchObject({
    kind: 'rate-limited',
    retryAfter: 3000,
  });
  expect(asAdapterError(refusedWith('ratelimited'))).toMatchObject({
    kind: 'rate-limited',
    retryAfter: 1000,
  });
});

test.each([
  'channel_not_found',
  'is_archived',
  'not_in_channel',
  'no_permission',
  'account_inactive',
  'token_revoked',
  'invalid_auth',
  'team_access_not_granted',
])('%s concerns the whole channel', (code) => {
  expect(asAdapterError(refusedWith(code))).toMatchObject({ kind: 'permanent', message: `Slack: ${code}` });
});

test.each(['invalid_blocks', 'msg_too_long', 'msg_blocks_too_long', 'no_text'])(
  '%s concerns this content',
  (code) => {
    expect(asAdapterError(refusedWith(code)).kind).toBe('refused');
  },
);

test.each([
  ['an unknown code', refusedWith('internal_error')],
  ['a lost connection', new WebAPIRequestError(new Error('ECONNRESET'))],
  ['a server that is down', new WebAPIHTTPError(503, 'Service Unavailable', {})],
  ['an expired response URL', new RespondError('gone', 404)],
  ['what is not even an error', 'oops'],
])('%s may be tried again', (_, error) => {
  expect(asAdapterError(error)).toMatchObject({ kind: 'transient', cause: error });
});

test('what is an adapter’s error already stays as it is', () => {
  const error = new AdapterError('refused', 'too long');
  expect(asAdapterError(error)).toBe(error);
});

test('not being a member is told apart', () => {
  expect(isNotMember(asAdapterError(refusedWith('not_in_channel')))).toBe(true);
  expect(isNotMember(refusedWith('channel_not_found'))).toBe(true);
  expect(isNotMember(refusedWith('is_archived'))).toBe(false);
});
