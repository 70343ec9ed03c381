import { findPapers } from '../src/catalog/find-paper.ts';
import { reasonsIn, withVotes } from '../src/catalog/matched.ts';
import { type Call, defineCommand } from '../src/command/command.ts';
import { quoted } from '../src/command/quoted.ts';
import { heldPapers } from '../src/command/suggest.ts';
import { UserError } from '../src/command/user-error.ts';
import { listMessage, ROWS_PER_PAGE, runButton, withCode } from '../src/message/build.ts';
import { paperCard } from '../src/message/paper-parts.ts';
import { arxivIdIn } from '../src/paper/identity.ts';
import type { HeldPaper } from '../src/store/store.ts';
import { displayLine } from '../src/text/display.ts';
import { communityKey } from '../src/votes/voting.ts';

export const show = defineCommand({
  name: 'show',
  summary: 'shows one paper in full',
  permission: 'everyone',
  examples: ['show 3', 'show 2412.05994', 'show Attention Is All You Need'],
  options: {
    paper: {
      kind: 'text',
      required: true,
      summary: 'its number in the last list, its arXiv id, link or title',
      shownAs: 'number, arXiv id, link or title',
      suggest: heldPapers,
    },
  },
  async run(call, { paper: text }) {
    const papers = await namedPapers(call, text.trim());
    const reasonsFor = await reasonsIn(call.store, call.channel.key);
    const shown = await withVotes(call.store, communityKey(call.channel), papers, reasonsFor);
    const [only] = shown;
    if (shown.length !== 1 || !only) {
      return {
        audience: 'asker',
        message: listMessage({
          heading: 'Which of these?',
          intro: [{ text: `These titles hold ${quoted(text)}.` }],
          papers: shown,
          buttons: [runButton('Show the first', 'show 1')],
          note: withCode('`/papers show 2` shows the second.'),
        }),
      };
    }
    const card = paperCard(only);
    return {
      audience: 'channel',
      message: {
        fallback: [displayLine(only.paper.title), card.facts].filter(Boolean).join(' — '),
        parts: [{ kind: 'card', card }],
      },
    };
  },
});

async function namedPapers(call: Call, text: string): Promise<readonly HeldPaper[]> {
  const { store, channel, person } = call;
  if (/^#?\d{1,3}$/.test(text)) {
    const number = Number(text.replace('#', ''));
    const rows = (await store.posts.newestList(channel.key, person.id))?.papers ?? [];
    const row = rows.find((candidate) => candidate.row === number);
    const paper = row && (await store.papers.get(row.paperId));
    if (paper) return [paper];
    const last = rows.at(-1)?.row;
    throw new UserError(
      last === undefined
        ? `There is no list here yet that number ${number} could mean. \`/papers today\` shows one.`
        : `The last list here has the numbers 1 to ${last}, not ${number}.`,
    );
  }
  const papers = await findPapers(store, text, ROWS_PER_PAGE);
  if (papers.length > 0) return papers;
  const found = await lookedUp(call, text);
  if (found) return [found];
  throw new UserError(
    `No paper held is ${quoted(text)}. Write its arXiv id, its link, words of its title in a row, or a number of the last list.`,
  );
}

/** A paper that is not held, where the text is an arXiv id and arXiv may be asked. */
async function lookedUp({ lookUp }: Call, text: string): Promise<HeldPaper | undefined> {
  const id = arxivIdIn(text);
  if (id === undefined || !lookUp) return undefined;
  try {
    const found = await lookUp(id);
    if (found) return found;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(`No paper held is ${quoted(text)}, and arXiv could not be asked. ${error.message}`);
  }
  throw new UserError(`Neither Paperboy nor arXiv has a paper ${quoted(id)}. Check the number.`);
}
