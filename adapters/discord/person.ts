import { GuildMember, type Interaction, PermissionFlagsBits } from 'discord.js';
import type { DiscordManagers } from '../../src/discord-config.ts';
import type { Person } from '../../src/platform/platform.ts';

/** Whoever did it. In a direct message, which is theirs, everyone may manage. */
export function personOf(interaction: Interaction, managers: DiscordManagers): Person {
  const { user, member, guildId } = interaction;
  const nick = member instanceof GuildMember ? member.nickname : member?.nick;
  return {
    id: user.id,
    name: nick ?? user.globalName ?? user.username,
    mayManage: guildId === null || mayManage(interaction, managers),
  };
}

/** The setting adds to those whom Discord lets manage the channel; administrators are among them. */
function mayManage({ member, memberPermissions }: Interaction, managers: DiscordManagers): boolean {
  if (managers === 'everyone' || memberPermissions?.has(PermissionFlagsBits.ManageChannels)) return true;
  if (managers === 'channel-managers') return false;
  const held = member instanceof GuildMember ? [...member.roles.cache.keys()] : (member?.roles ?? []);
  return managers.roles.some((role) => held.includes(role));
}
