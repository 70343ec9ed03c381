import { PassThrough } from 'node:stream';
import { TERMINAL_CHANNEL } from '../../../adapters/terminal/channel.ts';
import { createTerminalAdapter } from '../../../adapters/terminal/terminal-adapter.ts';
import { describeAdapter } from '../../conformance/adapter.ts';
import { openMemoryStore } from '../../store/memory-store.ts';

describeAdapter('terminal', async () => {
  const printed: string[] = [];
  const output = new PassThrough().on('data', (chunk) => void printed.push(String(chunk)));
  const store = await openMemoryStore();
  const adapter = createTerminalAdapter({
    ...{ input: new PassThrough(), output, interactive: false },
    style: () => ({ width: 100, color: false, links: false }),
    person: { id: 'ada', name: 'Ada', mayManage: true },
    ...{ commands: [], history: [], onHistory: () => {}, onEnd: () => {}, store },
    now: () => 0,
  });
  return {
    adapter,
    channel: TERMINAL_CHANNEL,
    now: () => 0,
    // A terminal shows what was printed last.
    shown: async () => printed.at(-1) ?? '',
    stop: () => store.close(),
  };
});
