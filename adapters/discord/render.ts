import { type APIMessageTopLevelComponent, ComponentType } from 'discord.js';
import type { Message, Part } from '../../src/message/message.ts';
import { plain } from '../../src/message/message.ts';
import { discordButton, withKey } from './buttons.ts';
import { componentsOf } from './components.ts';
import { DETAILS, type Detail, LIMITS, TASTE } from './limits.ts';
import { lineWithin } from './markdown.ts';

/** One Discord message, with the parts that it carries. */
export interface DiscordMessage {
  readonly components: readonly APIMessageTopLevelComponent[];
  readonly parts: readonly Part[];
}

export interface RenderOptions {
  /** Stands in a button of the first message, so that it can be found. */
  readonly key?: string;
  /** What Discord alone shows, below all else; it fits into one message. */
  readonly below?: readonly APIMessageTopLevelComponent[];
}

/**
 * The message as Discord takes it: one, with fewer words about each paper where it must be; several, parted between
 * parts, where even that is too long.
 */
export function renderMessage(message: Message, { key, below = [] }: RenderOptions = {}): DiscordMessage[] {
  const parts = message.parts.flatMap(splitButtons);
  const drawings = DETAILS.map((detail) => () => paginate(parts, detail, key !== undefined));
  const pages =
    firstOf(drawings, ({ length }) => length <= 1) ?? paginate(parts, DETAILS[0], key !== undefined);
  const [first = fallbackPage(message), ...others] = pages;
  return withBelow(key === undefined ? [first, ...others] : [keyed(first, key), ...others], below);
}

function withBelow(pages: DiscordMessage[], below: readonly APIMessageTopLevelComponent[]): DiscordMessage[] {
  const last = pages.at(-1);
  if (!last || below.length === 0) return pages;
  const components = [...last.components, ...below];
  return fits(components, LIMITS.components)
    ? [...pages.slice(0, -1), { ...last, components }]
    : [...pages, { components: below, parts: [] }];
}

interface Page extends DiscordMessage {
  readonly components: APIMessageTopLevelComponent[];
  readonly parts: Part[];
}

function paginate(parts: readonly Part[], detail: Detail, hasKey: boolean): Page[] {
  const pages: Page[] = [];
  const room = LIMITS.components - (hasKey ? KEY_COMPONENTS : 0);
  for (const [at, part] of parts.entries()) {
    const components = componentsOf(part, at, detail);
    if (components.length === 0) continue;
    let page = pages.at(-1);
    if (!page || !fits([...page.components, ...components], room)) {
      page = { components: [], parts: [] };
      pages.push(page);
    }
    page.components.push(...components);
    page.parts.push(part);
  }
  return pages;
}

function fits(components: readonly APIMessageTopLevelComponent[], room: number): boolean {
  return countOf(components) <= room && textLength(components) <= LIMITS.text;
}

/** How many components there are, those within others counted too. */
export function countOf(components: readonly APIMessageTopLevelComponent[]): number {
  return components.reduce((count, component) => {
    if (component.type === ComponentType.Section) return count + component.components.length + 2;
    return count + 1 + (component.type === ComponentType.ActionRow ? component.components.length : 0);
  }, 0);
}

/** The characters of all texts. */
export function textLength(components: readonly APIMessageTopLevelComponent[]): number {
  return components.reduce((length, component) => {
    if (component.type === ComponentType.TextDisplay) return length + component.content.length;
    return length + (component.type === ComponentType.Section ? textLength(component.components) : 0);
  }, 0);
}

/** Buttons stand in rows of five, and each row is a part of its own. */
function splitButtons(part: Part): Part[] {
  if (part.kind !== 'buttons') return [part];
  const rows = Math.ceil(part.buttons.length / LIMITS.buttonsInRow);
  return Array.from({ length: rows }, (_, at): Part => {
    const from = at * LIMITS.buttonsInRow;
    return { kind: 'buttons', buttons: part.buttons.slice(from, from + LIMITS.buttonsInRow) };
  });
}

const KEY_COMPONENTS = 2;

/** A message without a button that has room for the key gets one that is of use below any digest. */
function keyed({ components, parts }: DiscordMessage, key: string): DiscordMessage {
  const found = withKey(components, key);
  if (found) return { components: found, parts };
  const button = discordButton(
    { label: 'Status', action: { kind: 'run', line: 'status' } },
    parts.length,
  )?.button;
  const row = { type: ComponentType.ActionRow as const, components: button ? [button] : [] };
  return { components: [...components, ...(withKey([row], key) ?? [])], parts };
}

function fallbackPage({ fallback }: Message): DiscordMessage {
  const content = lineWithin(plain(fallback), TASTE.text) || 'Paperboy';
  return { components: [{ type: ComponentType.TextDisplay, content }], parts: [] };
}

function firstOf<T>(makers: readonly (() => T)[], suits: (made: T) => boolean): T | undefined {
  for (const make of makers) {
    const made = make();
    if (suits(made)) return made;
  }
  return undefined;
}
