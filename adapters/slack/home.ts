import type { HomeView } from '@slack/types';
import { z } from 'zod';
import { buttonsPart, notePart, runButton, textPart, withCode } from '../../src/message/build.ts';
import type { Message } from '../../src/message/message.ts';
import type { Responder } from '../../src/platform/platform.ts';
import { LIMITS } from './limits.ts';
import { channelRef, type Listening, onEvent, type Scene } from './listening.ts';
import { renderMessage } from './render.ts';

/** What a Home keeps for its buttons: the direct message that it stands for, and whose it is. */
const Kept = z.object({ community: z.string(), channel: z.string() });

export type HomePlace = z.infer<typeof Kept>;

/** Shows a person what they follow in direct messages, and how to start, whenever they open the App Home. */
export function listenForHome(listening: Listening): void {
  onEvent(listening, 'app_home_opened', async ({ tab, user, channel }, scene) => {
    if (tab === 'home') await publishHome(listening, scene, { person: user, channel });
  });
}

/** Whose Home it is, and the direct message with that person. */
export interface HomeOwner {
  readonly person: string;
  readonly channel: string;
}

/** Publishes a person's Home; one that is there already stays where `keep` says so and what is followed cannot be told. */
export async function publishHome(
  { inbound, findPerson }: Pick<Listening, 'inbound' | 'findPerson'>,
  { client, community }: Pick<Scene, 'client' | 'community'>,
  { person: id, channel }: HomeOwner,
  keep = false,
): Promise<void> {
  const person = await findPerson(client, id, community);
  const shown: Message[] = [];
  const refused: Message[] = [];
  await inbound.command(
    { channel: channelRef(community, channel), person, line: 'subscriptions' },
    { ...keepIn(shown), refuse: keepIn(refused).toAsker },
  );
  if (keep && refused.length > 0) return;
  const view = homeView({ community, channel }, [...shown, ...refused]);
  await client.views.publish({ user_id: id, view });
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
