import { type Call, type Command, defineCommand } from '../src/command/command.ts';
import { findCommand } from '../src/command/command-line.ts';
import { keywordHelp } from '../src/command/keyword-help.ts';
import { nearest } from '../src/command/nearest.ts';
import { usageOf } from '../src/command/usage.ts';
import { bold, buttonsPart, code, shareButton, textPart, withCode } from '../src/message/build.ts';
import type { Message, Part, Text } from '../src/message/message.ts';
import { dateLabel } from '../src/time/plain-date.ts';

export const help = defineCommand({
  name: 'help',
  summary: 'explains the commands, one of them, or how keywords are written',
  permission: 'everyone',
  examples: ['help', 'help subscribe', 'help keywords'],
  options: {
    command: { kind: 'text', summary: 'one command' },
    topic: { kind: 'choice', choices: ['keywords'], summary: 'how to write what to look for' },
  },
  async run(call, { command: name, topic }) {
    if (topic === 'keywords' || (name !== undefined && meansKeywords(name, call.commands)))
      return { audience: 'asker', message: shared(keywordHelp(), 'help keywords') };
    if (name === undefined) return { audience: 'asker', message: shared(await overview(call), 'help') };
    const { command } = findCommand(call.commands, name.replace(/^\/?papers?\s+/i, ''));
    return { audience: 'asker', message: shared(explanation(command), `help ${command.name}`) };
  },
});

/** `help keyword` and `help query` ask for the same. */
function meansKeywords(name: string, commands: readonly Command[]): boolean {
  if (/^(?:quer(?:y|ies)|operators?|syntax|wildcards?)$/i.test(name)) return true;
  return nearest(name.toLowerCase(), ['keywords', ...commands.map((command) => command.name)]) === 'keywords';
}

function shared(message: Message, line: string): Message {
  return { ...message, parts: [...message.parts, buttonsPart([shareButton(line)])] };
}

async function overview(call: Call): Promise<Message> {
  const state = await stateLine(call);
  const rows = call.commands.map((command) =>
    textPart([code(`/papers ${command.name}`), { text: ` ${command.summary}` }]),
  );
  return {
    fallback: `Paperboy brings research papers to this channel. ${state}`,
    parts: [
      { kind: 'heading', text: 'Paperboy' },
      textPart([{ text: state }]),
      ...rows,
      textPart(
        withCode(
          'Keywords: `graph neural network -protein`, `diffusion AND robot`, `PINN, physics-informed`, `title:GAN`, `author:lecun`, `quanti*`, `upvotes>=20`. `/papers help keywords` explains them.',
        ),
      ),
      textPart(withCode(`\`/papers help subscribe\` explains one command. ${call.upvoting}`)),
    ],
  };
}

/** What this channel follows, and which edition is the newest. */
async function stateLine({ store, channel }: Call): Promise<string> {
  const followed = (await store.channels.subscriptions(channel.key)).length;
  const newest = await store.papers.newestEdition();
  const follows =
    followed === 0
      ? 'This channel follows nothing yet.'
      : `This channel follows ${followed === 1 ? 'one query' : `${followed} queries`}.`;
  return `${follows} ${newest === undefined ? 'There are no papers yet.' : `The newest edition is of ${dateLabel(newest)}.`}`;
}

function explanation(command: Command): Message {
  const options = Object.entries(command.options)
    .filter(([, option]) => !option.hidden)
    .map(
      ([name, option]): Text => [
        bold(option.choices?.join(', ') ?? name),
        { text: ': ' },
        ...withCode(option.summary),
      ],
    );
  const managers =
    command.permission === 'managers' ? [textPart([{ text: 'For those who may manage the channel.' }])] : [];
  const examples: Part[] = command.examples.map((example) => textPart([code(`/papers ${example}`)]));
  return {
    fallback: `/papers ${command.name} ${command.summary}.`,
    parts: [
      { kind: 'heading', text: `/papers ${command.name}` },
      textPart([code(usageOf(command)), { text: ` ${command.summary}.` }]),
      ...options.map(textPart),
      ...managers,
      textPart([{ text: 'For example:' }]),
      ...examples,
    ],
  };
}
