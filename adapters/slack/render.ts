import type { KnownBlock } from '@slack/types';
import type { Message, Part } from '../../src/message/message.ts';
import { withoutUnseen } from '../../src/text/display.ts';
import { shorten } from '../../src/text/shorten.ts';
import { blocksOf } from './blocks.ts';
import { LIMITS, TASTE } from './limits.ts';

/** One Slack message, with the parts that it carries. */
export interface SlackMessage {
  /** For notifications and screen readers; escaped. */
  readonly text: string;
  readonly blocks: KnownBlock[];
  readonly parts: readonly Part[];
}

export interface RenderOptions {
  /** Stands in the first block of each message, so that it can be found; `#2` and so on added from the second one on. */
  readonly key?: string;
  /** Characters of all blocks of one message as JSON. */
  readonly room?: number;
}

/** The message as Slack takes it: usually one, several where it is too long for one, parted between parts. */
export function renderMessage(
  message: Message,
  { key, room = TASTE.blocksTotal }: RenderOptions = {},
): SlackMessage[] {
  const pages = paginate(message.parts.flatMap(splitButtons), room);
  if (pages.length === 0) pages.push({ parts: [], blocks: [], size: 0 });
  return pages.map(({ parts, blocks }, at) => ({
    text: fallbackText(message, at, pages.length),
    blocks: key === undefined ? blocks : withKey(blocks, at === 0 ? key : `${key}#${at + 1}`),
    parts,
  }));
}

/** Text in which nothing is a mention, a link or a special command of Slack. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

interface Page {
  readonly parts: Part[];
  readonly blocks: KnownBlock[];
  size: number;
}

function paginate(parts: readonly Part[], room: number): Page[] {
  const pages: Page[] = [];
  for (const part of parts) {
    const blocks = blocksOf(part);
    if (blocks.length === 0) continue;
    const size = JSON.stringify(blocks).length;
    let page = pages.at(-1);
    if (!page || page.size + size > room || page.blocks.length + blocks.length > LIMITS.blocks) {
      page = { parts: [], blocks: [], size: 0 };
      pages.push(page);
    }
    page.parts.push(part);
    page.blocks.push(...blocks);
    page.size += size;
  }
  return pages;
}

/** Buttons carry up to 2,000 characters each: two are sure to fit, and mostly all do. */
function splitButtons(part: Part): Part[] {
  if (part.kind !== 'buttons') return [part];
  const long = JSON.stringify(blocksOf(part)).length > TASTE.richText;
  const each = long ? 2 : LIMITS.buttons;
  const groups = Array.from({ length: Math.ceil(part.buttons.length / each) }, (_, at) =>
    part.buttons.slice(at * each, (at + 1) * each),
  );
  return groups.map((buttons) => ({ kind: 'buttons', buttons }));
}

function fallbackText({ fallback }: Message, at: number, count: number): string {
  const text = shorten(withoutUnseen(fallback).trim() || 'Paperboy', LIMITS.fallback);
  return escapeText(at === 0 ? text : `${text} (${at + 1} of ${count})`);
}

function withKey(blocks: KnownBlock[], key: string): KnownBlock[] {
  if (key.length > LIMITS.blockId)
    throw new RangeError(`A key has at most ${LIMITS.blockId} characters, not ${key.length}: ${key}`);
  const [first, ...others] = blocks;
  return first === undefined ? [] : [{ ...first, block_id: key }, ...others];
}
