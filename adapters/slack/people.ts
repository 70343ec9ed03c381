import type { WebClient } from '@slack/web-api';
import type { Person } from '../../src/platform/platform.ts';
import { asAdapterError } from './errors.ts';
import type { SlackLog } from './log.ts';

export interface SlackPerson extends Person {
  readonly isBot: boolean;
}

export interface PeopleConfig {
  /** Who may manage channels; full members where not given. */
  readonly managers?: 'members' | 'admins' | 'everyone' | undefined;
  readonly log: SlackLog;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Looks a person up, as seen from a workspace. */
export type FindPerson = (client: WebClient, id: string, team: string) => Promise<SlackPerson>;

type User = NonNullable<Awaited<ReturnType<WebClient['users']['info']>>['user']>;

/** How long a profile is believed, in milliseconds. */
const FRESH = 5 * 60_000;
const MOST_HELD = 10_000;

/** Profiles, asked of Slack and held briefly. Whoever cannot be looked up may not manage. */
export function createPeople({ managers = 'members', log, now }: PeopleConfig): FindPerson {
  const held = new Map<string, { readonly person: SlackPerson; readonly until: number }>();

  return async (client, id, team) => {
    const known = held.get(`${team}/${id}`);
    if (known && known.until > now()) return known.person;
    try {
      const { user } = await client.users.info({ user: id });
      const person = personOf(id, team, user ?? {}, managers);
      if (held.size >= MOST_HELD) held.clear();
      held.set(`${team}/${id}`, { person, until: now() + FRESH });
      return person;
    } catch (error) {
      log.warn(
        { platform: 'slack', person: id, error: asAdapterError(error).message },
        'could not look a person up',
      );
      return { id, name: id, mayManage: false, isBot: false };
    }
  };
}

function personOf(
  id: string,
  team: string,
  user: User,
  managers: NonNullable<PeopleConfig['managers']>,
): SlackPerson {
  const { profile, real_name, name, tz, is_bot = false } = user;
  return {
    id,
    name: profile?.display_name || real_name || name || id,
    mayManage: !is_bot && MAY_MANAGE[managers](user, team),
    isBot: is_bot,
    ...(tz && { timeZone: tz }),
  };
}

const MAY_MANAGE: Readonly<
  Record<NonNullable<PeopleConfig['managers']>, (user: User, team: string) => boolean>
> = {
  members: isFullMember,
  admins: (user, team) => isFullMember(user, team) && (user.is_admin === true || user.is_owner === true),
  everyone: (user) => !user.deleted,
};

/** Guests and people of other workspaces read and vote only. */
function isFullMember(user: User, team: string): boolean {
  if (user.deleted || user.is_restricted || user.is_ultra_restricted || user.is_stranger) return false;
  const { teams } = user.enterprise_user ?? {};
  return user.team_id === undefined || user.team_id === team || teams?.includes(team) === true;
}
