import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../../src/command/user-error.ts';
import { FetchError } from '../../../src/sources/fetching/fetch-error.ts';
import { fetchWorld } from './fetch-world.ts';
import {
  cutsOff,
  drips,
  floods,
  gives,
  givesVersion,
  loopback,
  refuses,
  resets,
  sendsOn,
} from './loopback.ts';

const BODY = '[{"id": "2501.00001"}]';
const BRIEF = { silence: 200, whole: 200, size: 1024 * 1024 };

async function failure(work: Promise<unknown>): Promise<FetchError> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(FetchError);
  expect(error).toBeInstanceOf(UserError);
  return error as FetchError;
}

describe('an answer', () => {
  test('is asked for by name and given as text, packed or not', async () => {
    const server = await loopback(gives(BODY), gives(gzipSync(BODY), { 'content-encoding': 'gzip' }));
    const world = fetchWorld();
    expect(await world.get(server.origin)).toEqual({ text: BODY, isUnchanged: false, notes: [] });
    expect((await world.get(server.origin)).text).toBe(BODY);
    expect(server.requests[0]?.headers).toMatchObject({
      'user-agent': 'Paperboy test',
      accept: 'application/json',
      'accept-encoding': 'gzip, br',
    });
  });

  test.each([
    ['br', brotliCompressSync(BODY)],
    ['deflate', deflateSync(BODY)],
  ])('is unpacked from %s', async (coding, body) => {
    const server = await loopback(gives(body, { 'content-encoding': coding }));
    expect((await fetchWorld().get(server.origin)).text).toBe(BODY);
  });

  test('names the next page, on its own server alone', async () => {
    const server = await loopback(
      gives(BODY, { link: '</a?p=1>; rel="next"' }),
      gives(BODY, { link: '<https://elsewhere.example/a?p=1>; rel="next"' }),
    );
    const world = fetchWorld();
    expect((await world.get(server.origin)).next).toBe(`${server.origin}/a?p=1`);
    expect((await world.get(server.origin)).next).toBeUndefined();
  });

  test('that has not changed is not sent again', async () => {
    const server = await loopback(givesVersion(BODY, 'v1'));
    const world = fetchWorld();
    const first = await world.get(server.origin, { keep: true });
    const again = await world.get(server.origin, { keep: true });
    expect(again).toEqual({ ...first, isUnchanged: true });
    expect(server.requests[1]?.headers['if-none-match']).toBe('"v1"');
    server.answer(givesVersion('[]', 'v2'));
    expect(await world.get(server.origin, { keep: true })).toMatchObject({ text: '[]', isUnchanged: false });
  });

  test('in another encoding is read as its headers or its first line say', async () => {
    const latin = Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>Schrödinger</a>', 'latin1');
    const server = await loopback(
      gives(latin),
      gives(latin, { 'content-type': 'text/xml; charset=utf-8' }),
      gives(Buffer.from('{"a":"Schrödinger"}', 'latin1'), { 'content-type': 'text/json; charset=latin1' }),
      gives('{"a":"Schrödinger"}', { 'content-type': 'application/json; charset=iso-8859-1' }),
    );
    const world = fetchWorld();
    expect((await world.get(server.origin, { due: 'XML' })).text).toContain('Schrödinger');
    expect((await world.get(server.origin, { due: 'XML' })).text).toContain('Schrödinger');
    expect((await world.get(server.origin)).text).toContain('Schrödinger');
    expect((await world.get(server.origin)).text).toContain('Schrödinger');
  });

  test('with bytes that are no text of its encoding is taken, and that is said', async () => {
    const server = await loopback(gives(Buffer.from('{"a":"Schrödinger"}', 'latin1')));
    expect((await fetchWorld().get(server.origin)).notes).toEqual([
      expect.stringContaining('bytes that are not in the encoding'),
    ]);
  });
});

describe('what may pass is tried again', () => {
  test.each([
    ['a broken connection', resets],
    ['an error of the server', refuses(500)],
    ['an answer cut off', cutsOff('['.repeat(50_000))],
  ])('%s, with growing waits', async (_, fault) => {
    const server = await loopback(fault, fault, gives(BODY));
    const world = fetchWorld();
    expect((await world.get(server.origin)).text).toBe(BODY);
    expect(world.waits).toEqual([1_000, 2_000]);
  });

  test.each([
    ['at once', '0'],
    ['before now', 'Tue, 10 Mar 2026 07:00:00 GMT'],
    ['at no time', 'soon 5'],
  ])('with growing waits too where the server names a time that is %s', async (_, retryAfter) => {
    const fault = refuses(429, { 'retry-after': retryAfter });
    const server = await loopback(fault, fault, gives(BODY));
    const world = fetchWorld();
    expect((await world.get(server.origin)).text).toBe(BODY);
    expect(world.waits).toEqual([1_000, 2_000]);
  });

  test('a few times and no more', async () => {
    const server = await loopback(refuses(503));
    const { message } = await failure(fetchWorld().get(server.origin));
    expect(message).toContain('has trouble of its own (503)');
    expect(server.requests).toHaveLength(4);
  });

  test('a refusal is not', async () => {
    const server = await loopback(refuses(404));
    const { message } = await failure(fetchWorld().get(`${server.origin}/gone?key=secret`));
    expect(message).toContain(`has nothing at this address (404): ${server.origin}/gone`);
    expect(message).not.toContain('secret');
    expect(server.requests).toHaveLength(1);
  });

  test('a text that the caller finds damaged is asked for again, and never kept', async () => {
    const server = await loopback(givesVersion('[{"id":', 'v1'));
    const world = fetchWorld();
    const check = () => {
      throw new FetchError('It is cut off.', { passes: true });
    };
    await failure(world.get(server.origin, { check, keep: true }));
    expect(server.requests).toHaveLength(4);
    expect(server.requests.at(-1)?.headers['if-none-match']).toBeUndefined();
  });
});

describe('a server that asks for fewer requests', () => {
  test.each<[string, Record<string, string>]>([
    ['in seconds', { 'retry-after': '30' }],
    ['with a date', { 'retry-after': 'Tue, 10 Mar 2026 08:00:30 GMT' }],
    ['by its limit', { ratelimit: '"api";r=0;t=30' }],
    ['by the older headers', { 'ratelimit-remaining': '0', 'ratelimit-reset': '30' }],
  ])('is waited for as it says %s', async (_, headers) => {
    const server = await loopback(refuses(429, headers), gives(BODY));
    const world = fetchWorld();
    expect((await world.get(server.origin)).text).toBe(BODY);
    expect(world.waits).toEqual([30_000]);
  });

  test('is left alone before its limit is broken', async () => {
    const server = await loopback(gives(BODY, { ratelimit: '"api";r=0;t=20' }), gives(BODY));
    const world = fetchWorld();
    await world.get(server.origin);
    expect(world.waits).toEqual([]);
    await world.get(`${server.origin}/other`);
    expect(world.waits).toEqual([20_000]);
  });

  test('for longer than anyone waits is given up until then, and not asked meanwhile', async () => {
    const server = await loopback(refuses(429, { 'retry-after': '3600' }));
    const world = fetchWorld();
    const { retryAt } = await failure(world.get(server.origin));
    expect(retryAt).toBe(world.now() + 3_600_000);
    const { message } = await failure(world.get(server.origin, { attempts: 1 }));
    expect(message).toContain('asks to be left alone until 09:00 UTC');
    expect(server.requests).toHaveLength(1);
  });

  test.each([
    ['by a year', { 'retry-after': '31536000' }],
    ['by a time where seconds are due', { 'ratelimit-remaining': '0', 'ratelimit-reset': '1773129600' }],
  ])('%s is asked again a day later', async (_, headers) => {
    const server = await loopback(refuses(429, headers));
    const world = fetchWorld();
    const { retryAt } = await failure(world.get(server.origin));
    expect(retryAt).toBe(world.now() + 24 * 3_600_000);
  });
});

describe('what no server should send, and some do', () => {
  test('another protocol is refused at once', async () => {
    const server = await loopback((request) => {
      request.socket.write('HTTP/1.1 101 OK\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n');
    });
    const { message } = await failure(fetchWorld().get(server.origin, { attempts: 1 }));
    expect(message).toContain('does not give what is asked for (101)');
  });

  test.each(['br', 'gzip', 'deflate'])(
    'text that is said to be packed with %s is told of',
    async (coding) => {
      const server = await loopback(gives(BODY, { 'content-encoding': coding }));
      const { message, passes } = await failure(fetchWorld().get(server.origin));
      expect(message).toContain('sent a compressed answer that is damaged');
      expect(passes).toBe(true);
    },
  );

  test('an end of the connection after each answer is no failure of the next request', async () => {
    const known = new Set<unknown>();
    const server = await loopback((request, response) => {
      if (known.has(request.socket)) return void request.socket.resetAndDestroy();
      known.add(request.socket);
      response.end(BODY);
    });
    const world = fetchWorld();
    for (let page = 0; page < 4; page += 1)
      expect((await world.get(server.origin, { attempts: 1 })).text).toBe(BODY);
    server.answer(resets);
    expect((await failure(world.get(server.origin, { attempts: 1 }))).message).toContain(
      'broke the connection',
    );
  });

  test('a silence in the middle is no end', async () => {
    const server = await loopback((_, response) => {
      response.writeHead(200).write('[');
    });
    const world = fetchWorld({ limits: { ...BRIEF, whole: 5_000 } });
    const { message } = await failure(world.get(server.origin, { attempts: 1 }));
    expect(message).toContain('does not answer in time');
  });
});

test('a token that no request can carry is told of, and not shown', async () => {
  const server = await loopback(gives(BODY));
  const { message, passes } = await failure(fetchWorld().get(server.origin, { token: 'hf_“secret”' }));
  expect(message).toContain('has characters that no token has');
  expect(message).not.toContain('secret');
  expect(passes).toBe(false);
});

describe('limits', () => {
  test('an answer of 100 MB is dropped early', async () => {
    const server = await loopback(floods(100));
    const before = process.memoryUsage().rss;
    const { message } = await failure(fetchWorld().get(server.origin));
    expect(message).toContain('sends more than 32 MB');
    expect(server.requests).toHaveLength(1);
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024);
  });

  test('a small answer that unpacks to a huge one is dropped too', async () => {
    const server = await loopback(
      gives(gzipSync(Buffer.alloc(40 * 1024 * 1024)), { 'content-encoding': 'gzip' }),
    );
    expect((await failure(fetchWorld().get(server.origin))).message).toContain('sends more than 32 MB');
  });

  test.each([
    ['that drips', drips],
    ['that never comes', () => {}],
  ])('an answer %s is given up', async (_, answer) => {
    const server = await loopback(answer);
    const world = fetchWorld({ limits: BRIEF });
    const { message } = await failure(world.get(server.origin, { attempts: 1 }));
    expect(message).toContain('does not answer in time');
  });

  test('a loop of redirects ends', async () => {
    const server = await loopback(sendsOn('/again?key=secret'));
    const { message } = await failure(fetchWorld().get(`${server.origin}/start?key=secret`));
    expect(message).not.toContain('secret');
    expect(message).toContain('sends on and on, more than 5 times');
    expect(server.requests).toHaveLength(6);
  });

  test('a redirect is followed, and another server is not told the token', async () => {
    const other = await loopback(gives(BODY));
    const server = await loopback(sendsOn('/here'), sendsOn(other.origin));
    expect((await fetchWorld().get(server.origin, { token: 'hf_secret' })).text).toBe(BODY);
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer hf_secret',
      'Bearer hf_secret',
    ]);
    expect(other.requests[0]?.headers.authorization).toBeUndefined();
  });

  test('a request that is called off ends at once', async () => {
    const server = await loopback(() => {});
    const calledOff = new AbortController();
    const work = fetchWorld().get(server.origin, { signal: calledOff.signal });
    await expect.poll(() => server.requests.length).toBe(1);
    calledOff.abort();
    await expect(work).rejects.toThrow(/abort/i);
  });
});

describe('what is no public http address is refused', () => {
  test.each(['ftp://x.example/feed', 'file:///etc/passwd', 'papers', 'data:text/plain,x'])(
    '%s',
    async (address) => {
      expect((await failure(fetchWorld().get(address))).message).toContain('no http or https address');
    },
  );

  test.each([
    'http://127.0.0.1/',
    'http://localhost/',
    'http://[::1]/',
    'http://10.1.2.3/',
    'http://192.168.0.1/',
    'http://172.16.5.5/',
    'http://169.254.169.254/latest/meta-data/',
    'http://[::ffff:127.0.0.1]/',
    'http://[64:ff9b::7f00:1]/',
    'http://[fd00::1]/',
    'http://[fe80::1]/',
    'http://0.0.0.0/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://100.64.0.1/',
  ])('%s, unless allowed', async (address) => {
    const { message, passes } = await failure(fetchWorld().get(address, { allowPrivate: false }));
    expect(message).toContain('an address of a private network');
    expect(message).toContain('PAPERBOY_PRIVATE_FEEDS=yes');
    expect(passes).toBe(false);
  });

  test('behind a redirect too', async () => {
    const server = await loopback(sendsOn('ftp://x.example/'));
    expect((await failure(fetchWorld().get(server.origin))).message).toContain('“ftp://x.example/”');
  });
});

describe('what is not what was due is told apart', () => {
  const CAPTCHA = '<!DOCTYPE html>\n<html><head><title>Are you human?</title></head></html>';

  test.each([
    ['a web page', CAPTCHA, 'answered with a web page (“Are you human?”) instead of JSON'],
    ['nothing', ' \n', 'answered with nothing at all instead of JSON'],
    ['other text', 'Service unavailable', 'answered with something else than JSON'],
  ])('%s', async (_, body, message) => {
    const server = await loopback(gives(body));
    expect((await failure(fetchWorld().get(server.origin))).message).toContain(message);
  });

  test('a host that does not exist, and a port where nobody listens', async () => {
    const world = fetchWorld();
    const missing = await failure(world.get('http://papers.invalid/', { attempts: 1 }));
    expect(missing.message).toContain(
      'papers.invalid cannot be found: there is no network, or no such host.',
    );
    const closed = await failure(world.get('http://127.0.0.1:1/', { attempts: 1 }));
    expect(closed.message).toContain('127.0.0.1:1 takes no connections.');
    expect(closed.passes).toBe(true);
  });
});

describe('requests that take turns', () => {
  test('follow each other with their pause between, whoever sends them', async () => {
    const at: number[] = [];
    const world = fetchWorld();
    const server = await loopback((_, response) => {
      at.push(world.now());
      response.end(BODY);
    });
    const turn = { group: 'arxiv', interval: 3_000 };
    await Promise.all([1, 2, 3].map((page) => world.get(`${server.origin}/${page}`, { turn })));
    expect(at.map((time) => time - (at[0] ?? 0))).toEqual([0, 3_000, 6_000]);
  });

  test('wait together for a server that asks for it', async () => {
    const at: number[] = [];
    const world = fetchWorld();
    const server = await loopback(refuses(429, { 'retry-after': '60' }), (_, response) => {
      at.push(world.now());
      response.end(BODY);
    });
    const start = world.now();
    const turn = { group: 'arxiv', interval: 3_000 };
    const first = world.get(server.origin, { turn, attempts: 1 });
    const others = [1, 2].map((page) => world.get(`${server.origin}/${page}`, { turn }));
    await failure(first);
    await Promise.all(others);
    expect(at[0]).toBeGreaterThanOrEqual(start + 60_000);
    expect((at[1] ?? 0) - (at[0] ?? 0)).toBeGreaterThanOrEqual(3_000);
  });

  test('leave the queue when they are called off, and let nobody go ahead', async () => {
    const answers: (() => void)[] = [];
    const server = await loopback((_, response) => void answers.push(() => response.end(BODY)));
    const world = fetchWorld();
    const turn = { group: 'arxiv', interval: 3_000 };
    const slow = world.get(`${server.origin}/slow`, { turn });
    await expect.poll(() => answers.length).toBe(1);
    const calledOff = new AbortController();
    const impatient = world.get(`${server.origin}/impatient`, { turn, signal: calledOff.signal });
    const last = world.get(`${server.origin}/last`, { turn });
    calledOff.abort();
    await expect(impatient).rejects.toThrow(/abort/i);
    expect(server.asked).toEqual(['/slow']);
    answers[0]?.();
    await slow;
    await expect.poll(() => answers.length).toBe(2);
    answers[1]?.();
    await last;
    expect(server.asked).toEqual(['/slow', '/last']);
  });

  test('are not held up by one that fails', async () => {
    const server = await loopback(refuses(404), gives(BODY));
    const world = fetchWorld();
    const turn = { group: 'arxiv', interval: 3_000 };
    const first = world.get(server.origin, { turn });
    const second = world.get(server.origin, { turn });
    await failure(first);
    expect((await second).text).toBe(BODY);
  });
});
