import {
  type APIButtonComponentWithCustomId,
  type APIMessageTopLevelComponent,
  type APITextDisplayComponent,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import type { Action, Button } from '../../src/message/message.ts';
import { withoutUnseen } from '../../src/text/display.ts';
import { shorten } from '../../src/text/shorten.ts';
import { LIMITS, TASTE } from './limits.ts';
import { escapeMarkdown } from './markdown.ts';

/**
 * Our `custom_id`s: what to do, the button's place (which keeps them apart within a message), the ledger's key on one
 * button of its messages, and what to do it with. `run-of` and `share-of` name a text in the message instead.
 */
const CUSTOM_ID = /^(vote|run|share|run-of|share-of)\/([\d.]+)(?:\/([^:]*))?:([\s\S]*)$/;

const VOTE_LABEL = '▲ ';
const STYLES = {
  primary: ButtonStyle.Primary,
  danger: ButtonStyle.Danger,
  plain: ButtonStyle.Secondary,
} as const;

export interface DrawnButton {
  readonly button: APIButtonComponentWithCustomId;
  /** The command line, where it is too long for the button. */
  readonly line?: APITextDisplayComponent;
}

/**
 * A button for Discord. A command line that is longer than a `custom_id` stands in the message, where people can copy
 * it, and comes back with the press: so the button outlives restarts without anything being stored. Undefined where
 * Discord would refuse the button.
 *
 * @param part where the button's part stands in the message, from 0
 * @param at its place within the part
 */
export function discordButton(
  { label, action, style }: Button,
  part: number,
  at = 0,
): DrawnButton | undefined {
  const text = shorten(withoutUnseen(label).trim(), LIMITS.buttonLabel);
  if (text === '') return undefined;
  const verb = action.kind === 'vote' ? 'vote' : action.share ? 'share' : 'run';
  const told = (action.kind === 'vote' ? action.paperId : action.line).toWellFormed();
  const place = `${part}.${at}`;
  const make = (custom_id: string): APIButtonComponentWithCustomId => ({
    type: ComponentType.Button,
    style: STYLES[style ?? 'plain'],
    label: text,
    custom_id,
  });
  const whole = `${verb}/${place}:${told}`;
  if (whole.length <= LIMITS.customId) return { button: make(whole) };
  if (action.kind === 'vote' || told.length > TASTE.referredLine || /[`\n]/.test(told)) return undefined;
  // Discord numbers the components that have no id of their own from 1 on.
  const id = 1000 + part * 100 + at;
  const content = `-# ${escapeMarkdown(text)}: \`/papers ${told}\``;
  return {
    button: make(`${verb}-of/${place}:${id}`),
    line: { type: ComponentType.TextDisplay, id, content },
  };
}

/** The button beside a paper that counts and toggles votes for it. */
export function voteButton(
  { paperId, votes }: { readonly paperId: string; readonly votes: number },
  part: number,
): APIButtonComponentWithCustomId | undefined {
  return discordButton({ label: voteLabel(votes), action: { kind: 'vote', paperId } }, part)?.button;
}

/** What a pressed button of ours does; undefined for others. `message` holds the components around it. */
export function readAction(customId: string, message: readonly unknown[]): Action | undefined {
  const [, verb, , , told = ''] = CUSTOM_ID.exec(customId) ?? [];
  if (verb === undefined) return undefined;
  if (verb === 'vote') return { kind: 'vote', paperId: told };
  const line = verb.endsWith('-of') ? lineIn(message, Number(told)) : told;
  return line === undefined ? undefined : { kind: 'run', line, share: verb.startsWith('share') };
}

/** The components with the ledger's key in one of their buttons; undefined where none has room for it. */
export function withKey<T>(components: T, key: string): T | undefined {
  let isIn = false;
  const keyed = mapButtons(components, (button) => {
    if (isIn || button.custom_id.length + key.length + 1 > LIMITS.customId) return button;
    isIn = true;
    return { ...button, custom_id: button.custom_id.replace(':', `/${key}:`) };
  });
  return isIn ? keyed : undefined;
}

/** Whether one of the buttons carries the key. */
export function holdsKey(components: unknown, key: string): boolean {
  let found = false;
  mapButtons(components, (button) => {
    if (CUSTOM_ID.exec(button.custom_id)?.[3] === key) found = true;
    return button;
  });
  return found;
}

/** Components with the new count on the paper's vote buttons. */
export function withVotes<T>(components: T, paperId: string, votes: number): T {
  return mapButtons(components, (button) => {
    const action = readAction(button.custom_id, []);
    const isVote =
      action?.kind === 'vote' && action.paperId === paperId && button.label?.startsWith(VOTE_LABEL);
    return isVote ? { ...button, label: voteLabel(votes) } : button;
  });
}

function voteLabel(votes: number): string {
  return `${VOTE_LABEL}${votes}`;
}

type KnownButton = { readonly custom_id: string; readonly label?: string };

function mapButtons<T>(component: T, change: (button: KnownButton) => KnownButton): T {
  if (Array.isArray(component)) return component.map((inner) => mapButtons(inner, change)) as T;
  if (typeof component !== 'object' || component === null) return component;
  if ('custom_id' in component && typeof component.custom_id === 'string')
    return change(component as KnownButton) as T;
  return Object.fromEntries(
    Object.entries(component).map(([name, value]) => [name, mapButtons(value, change)]),
  ) as T;
}

/** The command line that stands in the text with this id. */
export function lineIn(components: readonly unknown[], id: number): string | undefined {
  const text = (components as readonly APIMessageTopLevelComponent[]).find(
    (component) => component.type === ComponentType.TextDisplay && component.id === id,
  );
  if (text?.type !== ComponentType.TextDisplay) return undefined;
  return /`\/papers ([^`]*)`$/.exec(text.content)?.[1];
}
