import { expect, test } from 'vitest';
import { readAction, slackButton, withVotes } from '../../../adapters/slack/buttons.ts';
import { commandLine, mentionedLine } from '../../../adapters/slack/command-text.ts';
import { emojiOf } from '../../../adapters/slack/emoji.ts';
import type { Action } from '../../../src/message/message.ts';
import { rowOf } from '../../../src/votes/emoji.ts';

test.each([
  ['  today ', 'today'],
  ['subscribe R&amp;D, upvotes&gt;20 &lt;x&gt;', 'subscribe R&D, upvotes>20 <x>'],
  ['search &amp;lt;', 'search &lt;'],
  ['show <https://arxiv.org/abs/2412.05994>', 'show https://arxiv.org/abs/2412.05994'],
  ['show <https://arxiv.org/abs/2412.05994|arXiv>', 'show https://arxiv.org/abs/2412.05994'],
  ['search <#C1|robots> by <@U1|ada>', 'search robots by ada'],
])('%j is the command line %j', (text, line) => {
  expect(commandLine(text)).toBe(line);
});

test.each([
  ['<@U0BOT> today', 'today'],
  ['<@U0BOT>', ''],
  ['<@U0BOT|paperboy> /papers top week', 'top week'],
  ['hey <@U0BOT> search physics', 'search physics'],
  ['today <@U0BOT>', 'today'],
  ['<@U0BOT> search <@U0OTHER|ada>', 'search ada'],
])('a mention such as %j is the command line %j', (text, line) => {
  expect(mentionedLine(text, 'U0BOT')).toBe(line);
});

test('every row of a list has its emoji, and skin tones make none of another kind', () => {
  const names = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'keycap_ten'];
  expect(names.map((name) => rowOf(emojiOf(name) ?? ''))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(
    ['+1', 'thumbsup', '+1::skin-tone-6', 'arrow_up', 'arrow_up_small', 'fire', 'heart'].map(emojiOf),
  ).toEqual(['👍', '👍', '👍', '⬆️', '🔼', '🔥', '❤️']);
  expect(['tada', 'constructor', ''].map(emojiOf)).toEqual([undefined, undefined, undefined]);
});

const actions: Action[] = [
  { kind: 'run', line: 'subscribe R&D 100% <b> upvotes>20', share: false },
  { kind: 'run', line: '', share: false },
  { kind: 'run', line: 'search "déjà vu"', share: true },
  { kind: 'vote', paperId: '10.1000/a&b<c>' },
];
test.each(actions)('a button brings back its action, even where Slack escapes: %o', (action) => {
  const button = slackButton({ label: 'Do', action }, 3);
  expect(button?.value).not.toMatch(/[&<>]/);
  expect(readAction({ action_id: button?.action_id ?? '', value: button?.value ?? '' })).toEqual(action);
});

test('a button that cannot be whole is left out, and one that is not ours does nothing', () => {
  const action: Action = { kind: 'run', line: `search ${'x'.repeat(2000)}` };
  expect(slackButton({ label: 'Search', action }, 0)).toBeUndefined();
  expect(slackButton({ label: ' ', action: { kind: 'run', line: 'help' } }, 0)).toBeUndefined();
  expect(readAction({ action_id: 'other', value: 'x' })).toBeUndefined();
});

test('a new count changes the buttons of that paper alone', () => {
  const vote = (paperId: string, label = '▲ 1') =>
    slackButton({ label, action: { kind: 'vote', paperId } }, 0);
  const blocks = [
    { accessory: vote('a') },
    { accessory: vote('b') },
    { elements: [vote('a', 'Upvote')] },
    null,
    'x',
  ];
  expect(withVotes(blocks, 'a', 12)).toEqual([{ accessory: vote('a', '▲ 12') }, ...blocks.slice(1)]);
});
