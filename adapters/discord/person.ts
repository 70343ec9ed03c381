import { GuildMember, type Interaction, PermissionFlagsBits } from 'discord.js';
import type { Person } from '../../src/platform/platform.ts';

/** Whoever did it. In a direct message, which is theirs, everyone may manage. */
export function personOf({ user, member, memberPermissions, guildId }: Interaction): Person {
  const nick = member instanceof GuildMember ? member.nickname : member?.nick;
  return {
    id: user.id,
    name: nick ?? user.globalName ?? user.username,
    mayManage: guildId === null || memberPermissions?.has(PermissionFlagsBits.ManageChannels) === true,
  };
}
