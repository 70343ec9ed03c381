import type { Installation, InstallationQuery, InstallationStore } from '@slack/bolt';
import { z } from 'zod';
import { UserError } from '../../src/command/user-error.ts';
import type { Store } from '../../src/store/store.ts';
import { communityKey } from '../../src/votes/voting.ts';
import type { Seal } from './seal.ts';

/** An installation in so far as it is looked at here; the rest goes to Bolt as it came. */
const Sealed = z.looseObject({ bot: z.looseObject({ token: z.string() }) });

export interface Installations extends InstallationStore {
  /** Whether a workspace or organisation has the app, by itself or by its organisation. */
  isInstalled(community: string): Promise<boolean>;
}

/** Installations in the store, encrypted. An organisation's serves each workspace that it has. */
export function createInstallations(
  store: Store,
  seal: Seal,
  onInstalled: (community: string) => Promise<void>,
): Installations {
  async function read(community: string): Promise<Installation | undefined> {
    const held = await store.installations.get(keyOf(community));
    if (!held) return undefined;
    // What was sealed here is what Bolt gave: its shape beyond the token is Bolt's business.
    return Sealed.parse(JSON.parse(seal.open(held.sealed, held.owner))) as unknown as Installation;
  }

  return {
    async storeInstallation(installation) {
      const owner = ownerOf(installation);
      await store.installations.put(keyOf(owner), seal.close(JSON.stringify(installation), keyOf(owner)));
      await onInstalled(owner);
    },

    async fetchInstallation({ teamId, enterpriseId }: InstallationQuery<boolean>) {
      const own = teamId === undefined ? undefined : await read(teamId);
      if (own) return own as Installation<'v2', boolean>;
      const shared = enterpriseId === undefined ? undefined : await read(enterpriseId);
      if (!shared)
        throw new UserError(
          'Paperboy is not installed in your workspace, so nothing was done. Whoever manages its apps can install it there.',
        );
      if (teamId !== undefined && enterpriseId !== undefined) {
        const isNew = await store.installations.join(keyOf(teamId), keyOf(enterpriseId));
        if (isNew) await onInstalled(teamId);
      }
      return shared as Installation<'v2', boolean>;
    },

    async deleteInstallation({ teamId, enterpriseId }: InstallationQuery<boolean>) {
      const owner = teamId ?? enterpriseId;
      if (owner !== undefined) await store.installations.remove(keyOf(owner));
    },

    async isInstalled(community) {
      return (await store.installations.get(keyOf(community))) !== undefined;
    },
  };
}

function ownerOf({ isEnterpriseInstall, enterprise, team }: Installation): string {
  const owner = isEnterpriseInstall ? enterprise?.id : team?.id;
  if (owner === undefined) throw new TypeError('Slack named neither workspace nor organisation');
  return owner;
}

function keyOf(community: string): string {
  return communityKey({ platform: 'slack', community, id: '' });
}
