import { type ChannelRef, channelKey } from '../../src/platform/platform.ts';
import type { Store } from '../../src/store/store.ts';
import { asAdapterError } from './errors.ts';
import { type HomeOwner, publishHome } from './home.ts';
import { HOME_GAP } from './limits.ts';
import type { Listening, Scene } from './listening.ts';
import type { RereadConfig } from './reread-reactions.ts';

type HomeScene = Pick<Scene, 'client' | 'community'>;

/** What a person follows in direct messages has changed: the Home will show it. */
export type RefreshHome = (scene: HomeScene, owner: HomeOwner) => void;

export interface RefreshHomeConfig
  extends Pick<Listening, 'inbound' | 'findPerson' | 'log' | 'track'>,
    Pick<RereadConfig, 'sleep' | 'signal'> {}

/** Brings people's Homes up to date, each at once and then at most once in each gap. Slack tells nobody when one is closed. */
export function createRefreshHome(config: RefreshHomeConfig): RefreshHome {
  const { log, track, sleep, signal } = config;
  const underWay = new Set<string>();
  const changedAgain = new Set<string>();

  async function follow(key: string, scene: HomeScene, owner: HomeOwner): Promise<void> {
    do {
      changedAgain.delete(key);
      try {
        await show(config, scene, owner);
      } catch (error) {
        log.warn({ platform: 'slack', error: asAdapterError(error).message }, 'could not refresh a Home');
      }
      await sleep(HOME_GAP, signal);
    } while (changedAgain.has(key) && !signal.aborted);
    underWay.delete(key);
  }

  return (scene, owner) => {
    const key = `${scene.community}/${owner.person}`;
    if (underWay.has(key)) {
      changedAgain.add(key);
      return;
    }
    underWay.add(key);
    void track(follow(key, scene, owner));
  };
}

async function show(config: RefreshHomeConfig, scene: HomeScene, owner: HomeOwner): Promise<void> {
  // People also have direct messages with each other.
  const { channel: ours } = await scene.client.conversations.open({ users: owner.person });
  if (ours?.id === owner.channel) await publishHome(config, scene, owner, true);
}

/** What a Home shows of a direct message, to tell whether that changed; undefined for all other channels. */
export async function homeState(store: Store, channel: ChannelRef): Promise<string | undefined> {
  if (!channel.id.startsWith('D')) return undefined;
  const key = channelKey(channel);
  return JSON.stringify([await store.channels.subscriptions(key), await store.schedules.get(key)]);
}
