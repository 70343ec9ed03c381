import type { Button as SlackButton } from '@slack/types';
import type { Action, Button } from '../../src/message/message.ts';
import { withoutUnseen } from '../../src/text/display.ts';
import { shorten } from '../../src/text/shorten.ts';
import { LIMITS } from './limits.ts';

/** The action ids of our buttons; what stands after the colon keeps them apart within a block. */
export const ACTION_ID = /^(?:vote|run|share):/;

const VOTE_LABEL = '▲ ';

/** A button for Slack; undefined where it would be refused, for it cannot be shortened. */
export function slackButton({ label, action, style }: Button, at: number): SlackButton | undefined {
  const text = shorten(withoutUnseen(label).trim(), LIMITS.buttonLabel);
  const value = actionValue(action);
  if (text === '' || value === '' || JSON.stringify(value).length > LIMITS.buttonValue) return undefined;
  return {
    type: 'button',
    action_id: `${actionName(action)}:${at}`,
    text: { type: 'plain_text', text, emoji: false },
    value,
    ...(style && { style }),
  };
}

/** The button beside a paper that counts and toggles votes for it. */
export function voteButton({
  paperId,
  votes,
}: {
  readonly paperId: string;
  readonly votes: number;
}): SlackButton | undefined {
  return slackButton({ label: voteLabel(votes), action: { kind: 'vote', paperId } }, 0);
}

/** What a pressed button of ours does; undefined for others. */
export function readAction({ action_id, value }: { action_id: string; value?: string }): Action | undefined {
  if (value === undefined || !ACTION_ID.test(action_id)) return undefined;
  const told = decodeURIComponent(value);
  if (action_id.startsWith('vote:')) return { kind: 'vote', paperId: told };
  return { kind: 'run', line: told.replace(/^\/papers ?/, ''), share: action_id.startsWith('share:') };
}

/** Blocks as Slack sent them back, with the new count on the paper's vote buttons. */
export function withVotes<T>(blocks: T, paperId: string, votes: number): T {
  if (Array.isArray(blocks)) return blocks.map((block) => withVotes(block, paperId, votes)) as T;
  if (typeof blocks !== 'object' || blocks === null) return blocks;
  if (isVoteButton(blocks, paperId)) return { ...blocks, text: { ...blocks.text, text: voteLabel(votes) } };
  return Object.fromEntries(
    Object.entries(blocks).map(([name, value]) => [name, withVotes(value, paperId, votes)]),
  ) as T;
}

function isVoteButton(value: object, paperId: string): value is SlackButton {
  const { type, action_id, text } = value as Partial<SlackButton>;
  if (type !== 'button' || action_id === undefined || !text?.text.startsWith(VOTE_LABEL)) return false;
  const action = readAction(value as SlackButton & { action_id: string });
  return action?.kind === 'vote' && action.paperId === paperId;
}

function voteLabel(votes: number): string {
  return `${VOTE_LABEL}${votes}`;
}

function actionName(action: Action): 'vote' | 'run' | 'share' {
  return action.kind === 'vote' ? 'vote' : action.share ? 'share' : 'run';
}

/** Slack escapes `&`, `<` and `>` in what it sends back, not everywhere alike: they travel encoded. */
function actionValue(action: Action): string {
  const told = action.kind === 'vote' ? action.paperId : `/papers ${action.line}`;
  return told.toWellFormed().replace(/[%&<>]/g, encodeURIComponent);
}
