import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);

// Both libraries bring an undici, of two versions, and the first one loaded serves both (FACTS section 8).
test.each([
  ['discord', 'slack'],
  ['slack', 'discord'],
])('in one process that loads %s before %s, a file still reaches Discord', async (...order) => {
  const { stdout } = await run(process.execPath, [join(import.meta.dirname, 'upload.ts'), ...order]);
  const { type, body } = JSON.parse(stdout) as { type: string; body: string };
  expect(type).toMatch(/^multipart\/form-data; boundary=/);
  expect(body).toMatch(
    /name="files\[0\]"; filename="papers\.txt"\r\nContent-Type: text\/plain\r\n\r\none paper\r\n/,
  );
  expect(body).toContain('name="payload_json"');
});
