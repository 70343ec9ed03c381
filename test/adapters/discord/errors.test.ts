import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { expect, test } from 'vitest';
import { asAdapterError, asThreadError, hasThread, isUnreadable } from '../../../adapters/discord/errors.ts';
import { AdapterError } from '../../../src/platform/adapter-error.ts';

const request = { body: undefined, files: undefined };
const refusedWith = (code: number, status = 400) =>
  new DiscordAPIError({ code, message: 'No' }, code, status, 'POST', 'http://127.0.0.1/', request);

test('a rate limit tells the milliseconds to wait', () => {
  const limited = new RateLimitError({
    ...{
      timeToReset: 100,
      limit: 5,
      method: 'POST',
      hash: 'h',
      url: 'http://127.0.0.1/',
      route: '/channels/:id',
    },
    ...{ majorParameter: '1', global: false, retryAfter: 7000, sublimitTimeout: 0, scope: 'user' },
  });
  expect(asAdapterError(limited)).toMatchObject({ kind: 'rate-limited', retryAfter: 7000 });
  expect(asAdapterError(refusedWith(20028, 429)).kind).toBe('rate-limited');
});

test.each([10003, 10004, 50001, 50007, 50013])('%s concerns the whole channel', (code) => {
  expect(asAdapterError(refusedWith(code, 403))).toMatchObject({
    kind: 'permanent',
    message: `Discord: ${code} No`,
  });
});

test.each([50035, 50006, 10008, 10062, 40060, 160005, 160006])('%s concerns this content', (code) => {
  expect(asAdapterError(refusedWith(code)).kind).toBe('refused');
});

test('an answer that comes after the interaction’s 15 minutes says nothing of the token', () => {
  expect(asAdapterError(refusedWith(50027, 401)).kind).toBe('refused');
});

test.each([
  ['that Discord does not know', refusedWith(0, 401)],
  ['that was taken back', refusedWith(50014, 401)],
  [
    'that discord.js has thrown away',
    new Error('Expected token to be set for this request, but none was present'),
  ],
])('with a token %s nothing was sent, and no channel is to blame', (_, error) => {
  expect(asAdapterError(error)).toMatchObject({ kind: 'transient', unsent: true });
});

test.each([
  ['an edit that comes too often', refusedWith(30046)],
  ['a thread that is archived', refusedWith(50083)],
  ['an unknown code', refusedWith(999_999)],
  ['a server that is down', new HTTPError(503, 'Unavailable', 'POST', 'http://127.0.0.1/', request)],
  ['a request that took too long', new DOMException('This operation was aborted', 'AbortError')],
  ['what is not even an error', 'oops'],
])('%s may be tried again', (_, error) => {
  expect(asAdapterError(error)).toMatchObject({ kind: 'transient', cause: error, unsent: false });
});

test('where no connection was made nothing can have landed', () => {
  const error = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  expect(asAdapterError(error)).toMatchObject({ kind: 'transient', unsent: true });
});

test.each([10003, 50001, 50013, 50024, 160005, 160006])(
  'where a thread is gone or cannot be had, %s, the channel goes on without it',
  (code) => {
    expect(asThreadError(refusedWith(code, 403))).toMatchObject({ kind: 'refused' });
    expect(asThreadError(refusedWith(50083)).kind).toBe('transient');
  },
);

test('what is an adapter’s error already stays as it is', () => {
  const error = new AdapterError('refused', 'too long');
  expect(asAdapterError(error)).toBe(error);
});

test('a thread that exists and a channel that is not shown are told apart', () => {
  expect([hasThread(refusedWith(160004)), hasThread(refusedWith(10008))]).toEqual([true, false]);
  expect([isUnreadable(refusedWith(50001, 403)), isUnreadable('oops')]).toEqual([true, false]);
});
