import fc from 'fast-check';
import { Keyv } from 'keyv';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { CacheAdapter } from '../../src/store/keyv-adapter.ts';
import { openSqlite } from '../../src/store/open-sqlite.ts';
import type { OpenedStore } from '../../src/store/opened-store.ts';
import { collect, heldPaper } from '../conformance/store-samples.ts';
import { openMemory } from './memory-store.ts';
import { temporaryFiles } from './temporary-folder.ts';

const NOON = Date.UTC(2024, 0, 2, 12);
/** Keys that a database, a pattern or a separator could take for something else. */
const ODD_KEYS = [
  ' ',
  '%',
  '_',
  'a%b',
  'a_b',
  'axb',
  'a:b',
  'a::b',
  '::',
  "it's",
  '"quoted"',
  '\\',
  'a\nb',
  '; drop table cache; --',
  '😀',
  'é',
  'e\u0301',
  'ключ',
  'KEY',
  'key',
  '__proto__',
  'constructor',
  'k'.repeat(10_000),
];

const newFile = temporaryFiles();
let opened: OpenedStore;
let now = NOON;

beforeEach(async () => {
  now = NOON;
  opened = await openMemory({ now: () => now });
});
afterEach(() => opened.store.close());

function adapter(namespace?: string): CacheAdapter {
  const cache = opened.openCache();
  cache.namespace = namespace;
  return cache;
}

function keyv(namespace = 'tests', ttl?: number): Keyv {
  return new Keyv(opened.openCache(), { namespace, ...(ttl !== undefined && { ttl }) });
}

async function entries(cache: CacheAdapter | Keyv): Promise<unknown[]> {
  return cache.iterator ? collect<unknown>(cache.iterator()) : [];
}

describe('the cache adapter', () => {
  test('is taken by Keyv as it is, with its own expiry', () => {
    const cache = adapter();
    expect(cache.capabilities).toMatchObject({ compatible: true, store: 'keyvStorage', expires: true });
    expect(new Keyv(cache).store).toBe(cache);
  });

  test('gives back what was set, and nothing for what was not', async () => {
    const cache = adapter();
    expect(await cache.set('key', 'value')).toBe(true);
    expect(await cache.get('key')).toBe('value');
    expect(await cache.get('other')).toBeUndefined();
    expect(await cache.has('key')).toBe(true);
    expect(await cache.has('other')).toBe(false);
  });

  test('setting a key again replaces its value and its expiry', async () => {
    const cache = adapter();
    await cache.set('key', 'short', now + 10);
    await cache.set('key', 'long');
    now += 1_000;
    expect(await cache.get('key')).toBe('long');
    await cache.set('key', 'short again', now + 10);
    now += 10;
    expect(await cache.get('key')).toBeUndefined();
  });

  test('deleting tells whether there was something to delete', async () => {
    const cache = adapter();
    await cache.set('key', 'value');
    await cache.set('gone', 'value', now + 1);
    now += 1;
    expect(await cache.delete('key')).toBe(true);
    expect(await cache.delete('key')).toBe(false);
    expect(await cache.delete('gone')).toBe(false);
    expect(await cache.get('key')).toBeUndefined();
  });

  test('many are set, got, looked for and deleted in the order asked for', async () => {
    const cache = adapter();
    expect(
      await cache.setMany([
        { key: 'a', value: '1' },
        { key: 'b', value: '2' },
        { key: 'a', value: '3' },
        { key: 'c', value: '4', expires: now + 5 },
      ]),
    ).toEqual([true, true, true, true]);
    expect(await cache.getMany(['c', 'x', 'a', 'b', 'a'])).toEqual(['4', undefined, '3', '2', '3']);
    now += 5;
    expect(await cache.hasMany(['a', 'c', 'x', 'b'])).toEqual([true, false, false, true]);
    expect(await cache.deleteMany(['x', 'a', 'c'])).toEqual([false, true, false]);
    expect(await cache.getMany(['a', 'b'])).toEqual([undefined, '2']);
  });

  test('many of none is nothing', async () => {
    const cache = adapter();
    expect(await cache.setMany([])).toEqual([]);
    expect(await cache.getMany([])).toEqual([]);
    expect(await cache.hasMany([])).toEqual([]);
    expect(await cache.deleteMany([])).toEqual([]);
  });

  test('thousands of entries can be handled at once', async () => {
    const cache = adapter();
    const keys = Array.from({ length: 12_000 }, (_, number) => `key ${number}`);
    await cache.setMany(keys.map((key) => ({ key, value: key.toUpperCase() })));
    expect(await cache.getMany(keys)).toEqual(keys.map((key) => key.toUpperCase()));
    expect(await entries(cache)).toHaveLength(keys.length);
    expect((await cache.deleteMany(keys)).every(Boolean)).toBe(true);
    expect(await entries(cache)).toEqual([]);
  });

  test('keeps text only, and says so', async () => {
    await expect(adapter().set('key', { value: 1 })).rejects.toThrow('text');
  });
});

describe('expiry', () => {
  test('an entry is there until its time has come, and not from then on', async () => {
    const cache = adapter();
    await cache.set('key', 'value', NOON + 100);
    now = NOON + 99;
    expect(await cache.get('key')).toBe('value');
    expect(await cache.has('key')).toBe(true);
    expect(await entries(cache)).toEqual([['key', 'value']]);
    now = NOON + 100;
    expect(await cache.get('key')).toBeUndefined();
    expect(await cache.getMany(['key'])).toEqual([undefined]);
    expect(await cache.has('key')).toBe(false);
    expect(await cache.hasMany(['key'])).toEqual([false]);
    expect(await entries(cache)).toEqual([]);
  });

  test('an entry without a time stays, and one that has expired already never shows', async () => {
    const cache = adapter();
    await cache.set('stays', 'value');
    await cache.set('endless', 'value', Number.POSITIVE_INFINITY);
    await cache.set('past', 'value', NOON - 1);
    now += 100 * 365 * 86_400_000;
    expect(await cache.hasMany(['stays', 'endless', 'past'])).toEqual([true, true, false]);
  });

  test('a fraction of a millisecond does not cut an entry short', async () => {
    const cache = adapter();
    await cache.set('key', 'value', NOON + 0.5);
    expect(await cache.has('key')).toBe(true);
  });

  test('what has expired leaves the database with the next write, in whichever namespace', async () => {
    const file = newFile();
    const own = await openSqlite({ file, now: () => now });
    const cache = own.openCache();
    cache.namespace = 'one';
    await cache.setMany(ODD_KEYS.map((key) => ({ key, value: 'x', expires: now + 1 })));
    now += 1;
    await own.openCache().set('key', 'value');
    // Time turned back shows whether the rows are still there.
    now = NOON;
    expect(await entries(cache)).toEqual([]);
    await own.store.close();
  });

  describe('through Keyv', () => {
    beforeEach(() => {
      vi.useFakeTimers({ toFake: ['Date'], now: NOON });
    });
    afterEach(() => {
      vi.useRealTimers();
    });
    const pass = (milliseconds: number) => {
      now += milliseconds;
      vi.setSystemTime(now);
    };

    test('a time to live of one entry, or of all, is kept', async () => {
      const cache = keyv('tests', 50);
      await cache.set('default', 1);
      await cache.set('longer', 2, 100);
      pass(50 - 1);
      expect(await cache.get(['default', 'longer'])).toEqual([1, 2]);
      pass(2);
      expect(await cache.get(['default', 'longer'])).toEqual([undefined, 2]);
      expect(await cache.has('longer')).toBe(true);
      pass(50);
      expect(await cache.has('longer')).toBe(false);
    });

    test('an expired entry can be set again and lives anew', async () => {
      const cache = keyv();
      await cache.set('key', 'first', 10);
      pass(11);
      expect(await cache.get('key')).toBeUndefined();
      await cache.set('key', 'second', 10);
      pass(5);
      expect(await cache.get('key')).toBe('second');
    });

    test('many entries have a time to live each', async () => {
      const cache = keyv();
      await cache.setMany([
        { key: 'a', value: 1, ttl: 10 },
        { key: 'b', value: 2, ttl: 20 },
        { key: 'c', value: 3 },
      ]);
      pass(15);
      expect(await cache.getMany(['a', 'b', 'c'])).toEqual([undefined, 2, 3]);
    });
  });
});

describe('namespaces', () => {
  test('the same key is another entry in each, and without one', async () => {
    const caches = [adapter(), adapter('a'), adapter('b'), adapter('a:b')];
    for (const [number, cache] of caches.entries()) await cache.set('key', String(number));
    for (const [number, cache] of caches.entries()) {
      expect(await cache.get('key')).toBe(String(number));
      expect(await entries(cache)).toEqual([['key', String(number)]]);
    }
    expect(await caches[1]?.delete('key')).toBe(true);
    expect(await Promise.all(caches.map((cache) => cache.has('key')))).toEqual([true, false, true, true]);
  });

  test('clearing one leaves the others, however alike their names are', async () => {
    const names = ['a', 'A', 'a_', 'ab', 'a%', '%', '_', 'a:', 'a:b', 'a::b', '', 'ä', 'a\\%', '\\'];
    for (const cleared of names) {
      for (const name of names) await adapter(name).set('b:key', name);
      await adapter(cleared).clear();
      for (const name of names) {
        expect(await adapter(name).get('b:key'), `${name} after clearing ${cleared}`).toBe(
          name === cleared ? undefined : name,
        );
      }
    }
  });

  test('no joint of namespace and key names another entry', async () => {
    await adapter('a').set('b:c', '1');
    await adapter('a:b').set('c', '2');
    await adapter().set('a:b:c', '3');
    await adapter().set('a::b:c', '4');
    expect(await adapter('a').get('b:c')).toBe('1');
    expect(await adapter('a:b').get('c')).toBe('2');
    expect(await adapter().get('a:b:c')).toBe('3');
  });

  test('two Keyvs with a namespace each share the database and nothing else', async () => {
    const one = keyv('one');
    const two = keyv('two');
    await one.set('key', 1);
    await two.set('key', 2);
    expect(await one.get('key')).toBe(1);
    await one.clear();
    expect(await one.get('key')).toBeUndefined();
    expect(await two.get('key')).toBe(2);
    expect(await entries(two)).toEqual([['key', 2]]);
    expect(await entries(one)).toEqual([]);
  });

  test('a Keyv without one keeps to itself too', async () => {
    const named = keyv('one');
    const unnamed = new Keyv(opened.openCache());
    await named.set('key', 1);
    await unnamed.set('key', 2);
    await unnamed.clear();
    expect(await named.get('key')).toBe(1);
  });
});

describe('iterating', () => {
  test('gives every entry of the namespace once, by its own key', async () => {
    const cache = keyv();
    for (let number = 0; number < 350; number += 1) await cache.set(`key ${number}`, number);
    await keyv('other').set('not here', 1);
    const all = new Map((await entries(cache)) as [string, number][]);
    expect(all.size).toBe(350);
    expect(all.get('key 349')).toBe(349);
  });

  test('entries that come and go meanwhile hide no other', async () => {
    const cache = adapter();
    const keys = Array.from({ length: 300 }, (_, number) => `k${String(number).padStart(3, '0')}`);
    await cache.setMany(keys.map((key) => ({ key, value: key })));
    const seen: unknown[] = [];
    for await (const [key] of cache.iterator?.() ?? []) {
      seen.push(key);
      if (seen.length === 50) {
        await cache.deleteMany(keys.slice(0, 40));
        await cache.set('a', 'before all');
      }
    }
    expect(seen).toEqual(keys);
  });
});

describe('what Keyv keeps', () => {
  const values: [string, unknown][] = [
    ['text', 'text'],
    ['empty text', ''],
    ['text that looks like its own marks', ':base64:aGk='],
    ['zero', 0],
    ['negative', -1.5],
    ['true', true],
    ['false', false],
    ['null', null],
    ['a list', [1, 'two', [3], null]],
    ['an object', { a: { b: [1, 2] }, c: null, text: 'ü “” \u0000' }],
    ['a big int', 2n ** 80n],
    ['bytes', Buffer.from([0, 1, 254, 255])],
    ['bytes inside', { body: Buffer.from('hello') }],
    ['a long text', 'long '.repeat(400_000)],
  ];

  test.each(values)('comes back equal: %s', async (_name, value) => {
    const cache = keyv();
    expect(await cache.set('key', value)).toBe(true);
    expect(await cache.get('key')).toEqual(value);
    expect(await cache.getMany(['key'])).toEqual([value]);
  });

  test('undefined is as good as nothing, and a field that is undefined is left out', async () => {
    const cache = keyv();
    await cache.set('key', undefined);
    expect(await cache.get('key')).toBeUndefined();
    await cache.set('object', { a: undefined, b: 1 });
    expect(await cache.get('object')).toEqual({ b: 1 });
  });

  test('any JSON value under any key comes back', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 1, unit: 'grapheme' }), fc.jsonValue(), async (key, value) => {
        const cache = keyv('any');
        await cache.set(key, value);
        expect(JSON.stringify(await cache.get(key))).toBe(JSON.stringify(value));
      }),
      { numRuns: 100 },
    );
  });

  test('odd keys are all different entries', async () => {
    const cache = keyv();
    await cache.setMany(ODD_KEYS.map((key, number) => ({ key, value: number })));
    expect(await cache.getMany(ODD_KEYS)).toEqual(ODD_KEYS.map((_key, number) => number));
    expect(await cache.delete('%')).toBe(true);
    expect(await cache.delete('a_b')).toBe(true);
    const left = ODD_KEYS.filter((key) => key !== '%' && key !== 'a_b');
    expect((await cache.hasMany(ODD_KEYS)).filter(Boolean)).toHaveLength(left.length);
    expect(((await entries(cache)) as [string, number][]).map(([key]) => key).sort()).toEqual(left.sort());
  });

  test('a database opened again still holds it', async () => {
    const file = newFile();
    const first = await openSqlite({ file });
    await new Keyv(first.openCache(), { namespace: 'n' }).set('key', { a: 1 });
    await first.store.close();
    const again = await openSqlite({ file });
    expect(await new Keyv(again.openCache(), { namespace: 'n' }).get('key')).toEqual({ a: 1 });
    await again.store.close();
  });
});

describe('at once', () => {
  test('writes of many callers are all kept', async () => {
    const cache = keyv();
    const numbers = Array.from({ length: 200 }, (_, number) => number);
    await Promise.all(numbers.map((number) => cache.set(`key ${number % 100}`, number)));
    const kept = await cache.getMany(numbers.slice(0, 100).map((number) => `key ${number}`));
    expect(kept).toEqual(numbers.slice(100));
  });

  test("a cache write beside the store's open transaction is not taken back with it", async () => {
    const cache = keyv();
    const began = Promise.withResolvers<void>();
    const failed = opened.store.transaction(async (inside) => {
      await inside.papers.put(heldPaper('a'));
      began.resolve();
      await new Promise((resolve) => setImmediate(resolve));
      throw new Error('trouble');
    });
    await began.promise;
    const written = cache.set('key', 1);
    await expect(failed).rejects.toThrow('trouble');
    await written;
    expect(await cache.get('key')).toBe(1);
    expect(await opened.store.papers.count()).toBe(0);
  });
});

describe('failures', () => {
  test('of every operation come to the caller', async () => {
    const own = await openMemory();
    const cache = own.openCache();
    await own.store.close();
    await expect(cache.get('key')).rejects.toThrow();
    await expect(cache.getMany(['key'])).rejects.toThrow();
    await expect(cache.has('key')).rejects.toThrow();
    await expect(cache.hasMany(['key'])).rejects.toThrow();
    await expect(cache.set('key', 'value')).rejects.toThrow();
    await expect(cache.setMany([{ key: 'key', value: 'value' }])).rejects.toThrow();
    await expect(cache.delete('key')).rejects.toThrow();
    await expect(cache.deleteMany(['key'])).rejects.toThrow();
    await expect(cache.clear()).rejects.toThrow();
    await expect(entries(cache)).rejects.toThrow();
  });

  test('come through Keyv too, as long as nobody listens to its errors', async () => {
    const own = await openMemory();
    const cache = new Keyv(own.openCache(), { namespace: 'n' });
    await own.store.close();
    await expect(cache.get('key')).rejects.toThrow();
    await expect(cache.set('key', 1)).rejects.toThrow();
    await expect(cache.delete('key')).rejects.toThrow();
    await expect(cache.clear()).rejects.toThrow();
  });

  test('disconnecting a Keyv leaves the store and the other caches open', async () => {
    const cache = keyv('one');
    await cache.disconnect();
    await opened.store.papers.put(heldPaper('a'));
    await keyv('two').set('key', 1);
    expect(await keyv('two').get('key')).toBe(1);
  });
});
