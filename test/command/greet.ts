import { defineCommand } from '../../src/command/command.ts';
import { textMessage } from '../../src/message/build.ts';

/** What a newcomer adds: one declaration. */
export const greet = defineCommand({
  name: 'greet',
  summary: 'greets somebody',
  permission: 'everyone',
  examples: ['greet Ada', 'greet Ada loudly since 2026-11-01'],
  options: {
    name: { kind: 'text', required: true, summary: 'whom', shownAs: 'name' },
    manner: { kind: 'choice', choices: ['loudly', 'softly'], summary: 'how' },
    since: { kind: 'date', named: true, summary: 'how long they are known' },
    times: { kind: 'count', summary: 'how often' },
    twice: { kind: 'flag', summary: 'once more' },
    secret: { kind: 'flag', summary: 'for buttons', hidden: true },
  },
  async run(_call, values) {
    return { audience: 'channel', message: textMessage([JSON.stringify(values)]) };
  },
});
