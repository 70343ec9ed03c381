import type {
  ActionsBlockElement,
  KnownBlock,
  PlainTextElement,
  RichTextBlock,
  SectionBlockAccessory,
} from '@slack/types';

/** What Slack would not take of a message's blocks and text, by its own numbers, which stand here a second time. */
export function complaintsAbout({ text, blocks }: { text?: unknown; blocks?: unknown }): string[] {
  const complaints: string[] = [];
  if (typeof text === 'string' && text.length > 40_000) complaints.push('text: too long');
  if (blocks === undefined) return complaints;
  const known = blocks as KnownBlock[];
  if (known.length > 50) complaints.push(`${known.length} blocks`);
  if (JSON.stringify(known).length > 12_000) complaints.push('blocks: too long together');
  const ids = known.flatMap(({ block_id }) => block_id ?? []);
  if (new Set(ids).size < ids.length) complaints.push('block_id: twice');
  if (ids.some((id) => id.length > 255)) complaints.push('block_id: too long');
  return [...complaints, ...known.flatMap(complaintsAboutBlock)];
}

function complaintsAboutBlock(block: KnownBlock): string[] {
  switch (block.type) {
    case 'header':
      return text(block.text, 150);
    case 'section':
      return [
        ...(block.text?.type === 'plain_text'
          ? text(block.text, 3000)
          : ['section: only plain text expected']),
        ...(block.accessory ? button(block.accessory) : []),
      ];
    case 'context':
      return block.elements.length > 10
        ? ['context: too many']
        : block.elements.flatMap((one) => (one.type === 'plain_text' ? text(one, 3000) : []));
    case 'actions': {
      const ids = block.elements.map((one) => ('action_id' in one ? one.action_id : undefined));
      const twice = new Set(ids).size < ids.length ? ['action_id: twice'] : [];
      const count = block.elements.length < 1 || block.elements.length > 25 ? ['actions: 1 to 25'] : [];
      return [...twice, ...count, ...block.elements.flatMap(button)];
    }
    case 'image':
      return [
        ...within('image_url', 'image_url' in block ? (block.image_url ?? '') : '', 3000),
        ...within('alt_text', block.alt_text, 2000),
      ];
    case 'rich_text':
      return richText(block);
    case 'divider':
      return [];
    default:
      return [`${block.type}: not expected`];
  }
}

function richText({ elements }: RichTextBlock): string[] {
  return elements.flatMap((section) => {
    if (section.type !== 'rich_text_section') return ['rich text: only sections expected'];
    if (section.elements.length === 0) return ['rich text: empty'];
    return section.elements.flatMap((one) => {
      if (one.type === 'text') return within('rich text', one.text, 3000);
      if (one.type !== 'link') return [`rich text: ${one.type} would mention or draw something`];
      return [
        ...within('link', one.text ?? '', 3000),
        ...(/^https?:/.test(one.url) ? [] : ['link: not of the web']),
      ];
    });
  });
}

function button(one: SectionBlockAccessory | ActionsBlockElement): string[] {
  if (one.type !== 'button') return [`${one.type}: not expected`];
  return [
    ...text(one.text, 75),
    ...within('value', one.value ?? '', 2000),
    ...within('action_id', one.action_id ?? '', 255),
  ];
}

function text(element: PlainTextElement, max: number): string[] {
  return element.type === 'plain_text' ? within('plain text', element.text, max) : ['plain text expected'];
}

function within(what: string, value: string, max: number): string[] {
  return value.length >= 1 && value.length <= max
    ? []
    : [`${what}: ${value.length} characters, 1 to ${max} are allowed`];
}
