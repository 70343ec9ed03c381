import type { BlockAction, ButtonAction, RespondFn } from '@slack/bolt';
import type { Block } from '@slack/types';
import { z } from 'zod';
import { ACTION_ID, readAction, withVotes } from './buttons.ts';
import { homePlace } from './home.ts';
import { channelRef, type Listening, type Scene, threadOf } from './listening.ts';
import { runLine } from './run-line.ts';
import { isFormLine, openForm } from './subscribe-form.ts';

/** A pressed button's message, in so far as it is sent back with another count. */
const PressedMessage = z.object({ text: z.string().default(''), blocks: z.array(z.custom<Block>(isBlock)) });

/** Our buttons: they vote, or run a command line. */
export function listenForPresses(listening: Listening): void {
  const { app, communityOf, inbound, findPerson, track } = listening;

  async function press(
    body: BlockAction<ButtonAction>,
    pressed: ButtonAction,
    { client, context }: Pick<Scene, 'client' | 'context'>,
    /** Absent for a button of the App Home. */
    respond: RespondFn | undefined,
  ): Promise<void> {
    const action = readAction(pressed);
    const home = homePlace(body.view);
    const channel = body.channel?.id ?? home?.channel;
    if (!action || channel === undefined) return;
    const community = home?.community ?? communityOf(context);
    const scene = { client, community, context };
    if (action.kind === 'run') {
      const { share = false, line } = action;
      const thread = threadOf(body.message?.thread_ts);
      const place = { channel, person: body.user.id, occasion: body.trigger_id, ...thread };
      if (!isFormLine(line)) return runLine(listening, scene, place, { text: line, share }, respond);
      return openForm(listening, scene, place, { trigger: body.trigger_id, url: body.response_url });
    }
    const person = await findPerson(client, body.user.id, community);
    const votes = await inbound.vote({
      channel: channelRef(community, channel),
      person,
      paperId: action.paperId,
    });
    const message = PressedMessage.safeParse(body.message);
    if (!message.success || !respond) return;
    const { text, blocks } = message.data;
    await respond({ replace_original: true, text, blocks: withVotes(blocks, action.paperId, votes) });
  }

  app.action<BlockAction<ButtonAction>>(
    { type: 'block_actions', action_id: ACTION_ID },
    async ({ ack, body, action, respond, client, context }) => {
      await ack();
      await track(press(body, action, { client, context }, respond));
    },
  );
}

function isBlock(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}
