import type { App, BlockAction, ButtonAction, Context, RespondFn } from '@slack/bolt';
import type { Block, ReactionAddedEvent, ReactionRemovedEvent } from '@slack/types';
import { z } from 'zod';
import type { ChannelRef, Inbound } from '../../src/platform/platform.ts';
import { ACTION_ID, readAction, withVotes } from './buttons.ts';
import { commandLine, mentionedLine } from './command-text.ts';
import { emojiOf } from './emoji.ts';
import type { SlackLog } from './log.ts';
import type { FindPerson } from './people.ts';
import { createResponder, type Place } from './responder.ts';

export interface Listening {
  readonly app: App;
  readonly inbound: Inbound;
  readonly findPerson: FindPerson;
  readonly log: SlackLog;
  /** Awaits the work and lets it be finished before the adapter stops. */
  readonly track: (work: Promise<void>) => Promise<void>;
}

/** A pressed button's message, in so far as it is sent back with another count. */
const PressedMessage = z.object({ text: z.string().default(''), blocks: z.array(z.custom<Block>(isBlock)) });

/** Hands what people do on Slack to the core. Each is acknowledged before anything else: Slack waits 3 seconds. */
export function listen({ app, inbound, findPerson, log, track }: Listening): void {
  const isNew = createMemory(1000);

  async function run(
    place: Place,
    community: string,
    line: string,
    respond?: RespondFn,
    share = false,
  ): Promise<void> {
    const person = await findPerson(place.person, community);
    const channel = channelRef(community, place.channel);
    await inbound.command({ channel, person, line, share }, createResponder(app.client, place, respond));
  }

  async function press(
    body: BlockAction<ButtonAction>,
    pressed: ButtonAction,
    community: string,
    respond: RespondFn,
  ) {
    const action = readAction(pressed);
    const channel = body.channel?.id;
    if (!action || channel === undefined) return;
    if (action.kind === 'run') {
      const place = {
        channel,
        person: body.user.id,
        occasion: body.trigger_id,
        ...threadOf(body.message?.thread_ts),
      };
      return run(place, community, action.line, respond, action.share);
    }
    const person = await findPerson(body.user.id, community);
    const votes = await inbound.vote({
      channel: channelRef(community, channel),
      person,
      paperId: action.paperId,
    });
    const message = PressedMessage.safeParse(body.message);
    if (!message.success) return;
    const { text, blocks } = message.data;
    await respond({ replace_original: true, text, blocks: withVotes(blocks, action.paperId, votes) });
  }

  async function react(event: ReactionAddedEvent | ReactionRemovedEvent, community: string): Promise<void> {
    const emoji = emojiOf(event.reaction);
    if (emoji === undefined || event.item.type !== 'message') return;
    const { isBot } = await findPerson(event.user, community);
    if (isBot) return;
    await inbound.reaction({
      channel: channelRef(community, event.item.channel),
      messageId: event.item.ts,
      personId: event.user,
      emoji,
      added: event.type === 'reaction_added',
      order: Number(event.event_ts),
    });
  }

  app.command('/papers', async ({ command, ack, respond, context }) => {
    await ack();
    const place = { channel: command.channel_id, person: command.user_id, occasion: command.trigger_id };
    await track(run(place, communityOf(context), commandLine(command.text), respond));
  });

  app.action<BlockAction<ButtonAction>>(
    { type: 'block_actions', action_id: ACTION_ID },
    async ({ ack, body, action, respond, context }) => {
      await ack();
      await track(press(body, action, communityOf(context), respond));
    },
  );

  app.event('app_mention', async ({ event, body, context }) => {
    if (event.user === undefined || event.bot_id !== undefined || !isNew(body.event_id)) return;
    const place = {
      channel: event.channel,
      person: event.user,
      occasion: event.ts,
      ...threadOf(event.thread_ts),
    };
    await track(run(place, communityOf(context), mentionedLine(event.text, context.botUserId)));
  });

  app.event('reaction_added', async ({ event, context }) => track(react(event, communityOf(context))));
  app.event('reaction_removed', async ({ event, context }) => track(react(event, communityOf(context))));

  app.error(async (error) =>
    log.error({ platform: 'slack', error }, 'could not handle what came from Slack'),
  );
}

/** Tells whether an event comes for the first time: Slack sends one again whose acknowledgement it missed. */
function createMemory(most: number): (id: string) => boolean {
  const seen = new Set<string>();
  return (id) => {
    if (seen.has(id)) return false;
    seen.add(id);
    for (const oldest of seen) {
      if (seen.size <= most) break;
      seen.delete(oldest);
    }
    return true;
  };
}

function channelRef(community: string, id: string): ChannelRef {
  return { platform: 'slack', community, id };
}

/** The workspace, or the organisation where the app is installed for all of one. */
function communityOf({ teamId, enterpriseId }: Context): string {
  const community = teamId ?? enterpriseId;
  if (community === undefined) throw new TypeError('Slack named neither workspace nor organisation');
  return community;
}

function threadOf(thread: unknown): { thread?: string } {
  return typeof thread === 'string' ? { thread } : {};
}

function isBlock(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}
