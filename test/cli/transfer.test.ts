import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { runExport, runImport } from '../../src/cli/transfer.ts';
import type { OpenedStore } from '../../src/store/opened-store.ts';
import { heldPaper } from '../conformance/store-samples.ts';
import { openMemory } from '../store/memory-store.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';
import { recorder } from './files.ts';

const folder = temporaryFolder();
let files = 0;

/** The path of a file that is not there yet. */
function newFile(): string {
  files += 1;
  return join(folder, `${files}.ndjson`);
}

function streams(input: readonly (string | Uint8Array)[] = []) {
  const said = recorder();
  const stderr = new Writable({
    write(chunk, _encoding, done) {
      said.write(String(chunk));
      done();
    },
  });
  const stdin = Readable.from(input.map((part) => Buffer.from(part)));
  return { stdin, stdout: stderr, stderr: stderr as NodeJS.WriteStream, said: said.text };
}

/** What an export of some papers holds. */
async function exported(papers = [heldPaper('a'), heldPaper('b')]): Promise<string> {
  const { store, transfer } = await openMemory();
  for (const paper of papers) await store.papers.put(paper);
  const file = newFile();
  await runExport(transfer, file, streams());
  await store.close();
  return readFileSync(file, 'utf8');
}

async function importing(content: string | Uint8Array, into?: OpenedStore): Promise<OpenedStore> {
  const opened = into ?? (await openMemory());
  const file = newFile();
  writeFileSync(file, content);
  await runImport(opened.transfer, file, streams());
  return opened;
}

/** The papers that come out of a file. */
async function papersFrom(content: string | Uint8Array): Promise<number> {
  const { store } = await importing(content);
  const count = await store.papers.count();
  await store.close();
  return count;
}

describe('an import takes', () => {
  test('texts with signs that end a line elsewhere', async () => {
    const abstract = 'One line\u2028and another\u2029\u0085\v\f\r.';
    const content = await exported([heldPaper('a', { abstract })]);
    const { store } = await importing(content);
    expect(await store.papers.get('a')).toMatchObject({ abstract });
    await store.close();
  });

  test('texts that are parted anywhere', async () => {
    const content = Buffer.from(await exported([heldPaper('a', { title: 'Über 漢字 😀' })]));
    const { store, transfer } = await openMemory();
    await runImport(transfer, undefined, streams([...content].map((byte) => Uint8Array.of(byte))));
    expect(await store.papers.get('a')).toMatchObject({ title: 'Über 漢字 😀' });
    await store.close();
  });

  test.each([
    ['a mark of its encoding before it', (content: string) => `\uFEFF${content}`],
    ['the ends of lines of Windows', (content: string) => content.replaceAll('\n', '\r\n')],
    ['empty lines', (content: string) => `${content.replace('\n', '\n\n')}\n`],
    ['no end of the last line', (content: string) => content.trimEnd()],
  ])('a file that has %s', async (_, change) => {
    expect(await papersFrom(change(await exported()))).toBe(2);
  });
});

describe('an import refuses, in words for people and with nothing changed,', () => {
  const lines = async () => (await exported()).trimEnd().split('\n');

  test.each([
    ['a file that lacks its last line', (all: string[]) => all.slice(0, -1), 'it is not whole'],
    [
      'one that has an empty line in its place',
      (all: string[]) => [...all.slice(0, -1), ''],
      'it is not whole',
    ],
    [
      'one that ends within a line',
      (all: string[]) => [...all.slice(0, -1), '{"table":"pap'],
      /^Line \d+ is none/,
    ],
    ['one with a line twice', (all: string[]) => [...all, all.at(-1)], 'something was added'],
    ['an empty one', () => [], 'the file is empty'],
    ['a letter', () => ['Dear all'], 'Line 1 is none of an export'],
  ] as const)('%s', async (_, change, said) => {
    const opened = await openMemory();
    const content = change(await lines())
      .map((line) => `${line}\n`)
      .join('');
    await expect(importing(content, opened)).rejects.toThrow(said);
    await expect(importing(content, opened)).rejects.toMatchObject({ name: 'UserError' });
    expect(await papersFrom(await exported())).toBe(2);
    expect(await opened.store.papers.count()).toBe(0);
    await opened.store.close();
  });

  test('one of a newer version, and says which', async () => {
    const content = (await exported()).replace('"version":1', '"version":7');
    await expect(papersFrom(content)).rejects.toThrow('is of version 7, and this Paperboy reads version 1');
  });

  test('one that is compressed, or has a byte that is no text', async () => {
    const content = await exported();
    await expect(papersFrom(gzipSync(content))).rejects.toThrow('Unpack it if it is compressed');
    const damaged = Buffer.from(content);
    damaged[content.indexOf('title')] = 0xff;
    await expect(papersFrom(damaged)).rejects.toThrow('is no text in UTF-8');
  });

  test('a folder, and a file that is not there', async () => {
    const { store, transfer } = await openMemory();
    await expect(runImport(transfer, folder, streams())).rejects.toThrow(`${folder} is a folder`);
    const missing = newFile();
    await expect(runImport(transfer, missing, streams())).rejects.toThrow(`${missing} cannot be found`);
    await store.close();
  });
});

describe('an export', () => {
  test('that fails leaves no file that looks like one, and the next one may have its name', async () => {
    const { store, transfer } = await openMemory();
    await store.papers.put(heldPaper('a'));
    const file = newFile();
    const broken = {
      ...transfer,
      async *export() {
        for await (const row of transfer.export()) {
          yield row;
          throw new Error('the database went away');
        }
      },
    };
    await expect(runExport(broken, file, streams())).rejects.toThrow('went away');
    expect(await runExport(transfer, file, streams())).toBe(0);
    // What was there before stays.
    const before = readFileSync(file, 'utf8');
    await expect(runExport(transfer, file, streams())).rejects.toThrow('is there already');
    expect(readFileSync(file, 'utf8')).toBe(before);
    await store.close();
  });

  test('to a place below a file is refused in words for people', async () => {
    const { store, transfer } = await openMemory();
    const file = newFile();
    writeFileSync(file, '');
    await expect(runExport(transfer, join(file, 'below'), streams())).rejects.toThrow('lies below a file');
    await store.close();
  });
});
