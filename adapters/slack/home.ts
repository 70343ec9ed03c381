import type { HomeView } from '@slack/types';
import { z } from 'zod';
import { buttonsPart, notePart, runButton, textPart, withCode } from '../../src/message/build.ts';
import type { Message } from '../../src/message/message.ts';
import type { Responder } from '../../src/platform/platform.ts';
import { LIMITS } from './limits.ts';
import { channelRef, type Listening, onEvent } from './listening.ts';
import { renderMessage } from './render.ts';

/** What a Home keeps for its buttons: the direct message that it stands for, and whose it is. */
const Kept = z.object({ community: z.string(), channel: z.string() });

export type HomePlace = z.infer<typeof Kept>;

/** Shows a person what they follow in direct messages, and how to start, whenever they open the App Home. */
export function listenForHome(listening: Listening): void {
  const { inbound, findPerson } = listening;

  onEvent(listening, 'app_home_opened', async ({ tab, user, channel }, { client, community }) => {
    if (tab !== 'home') return;
    const person = await findPerson(client, user, community);
    const shown: Message[] = [];
    await inbound.command(
      { channel: channelRef(community, channel), person, line: 'subscriptions' },
      keepIn(shown),
    );
    await client.views.publish({ user_id: user, view: homeView({ community, channel }, shown) });
  });
}

/** The direct message that a pressed button's Home stands for; undefined for other views. */
export function homePlace(view: { readonly private_metadata?: string } | undefined): HomePlace | undefined {
  if (!view?.private_metadata) return undefined;
  return Kept.safeParse(JSON.parse(view.private_metadata)).data;
}

export function homeView(place: HomePlace, subscriptions: readonly Message[]): HomeView {
  const pages = renderMessage(homeMessage(subscriptions));
  return {
    type: 'home',
    private_metadata: JSON.stringify(place),
    blocks: pages.flatMap(({ blocks }) => blocks).slice(0, LIMITS.homeBlocks),
  };
}

function homeMessage(subscriptions: readonly Message[]): Message {
  return {
    fallback: 'Paperboy',
    parts: [
      { kind: 'heading', text: 'Research papers, where you already talk' },
      textPart(
        withCode(
          'Follow keywords, and each day’s papers that match come here as a direct message. In a channel, write `/papers subscribe` to follow them together; reactions there are votes.',
        ),
      ),
      buttonsPart([
        runButton('Follow keywords', 'subscribe', 'primary'),
        runButton('Newest papers', 'today'),
        runButton('Help', 'help'),
      ]),
      { kind: 'divider' },
      ...subscriptions.flatMap(({ parts }) => parts),
      notePart([{ text: 'What you follow here is yours alone: answers come as direct messages.' }]),
    ],
  };
}

/** Keeps an answer instead of posting it. */
function keepIn(shown: Message[]): Responder {
  const keep = async (message: Message) => {
    shown.push(message);
    return [];
  };
  return { toChannel: keep, toAsker: keep };
}
