/** What Discord would complain of in a message's body: its documented limits (FACTS section 6), which the twin ignores. */
export function complaintsAbout(body: Record<string, unknown>): string[] {
  const { components, content, embeds, nonce, allowed_mentions } = body;
  const found = nodesIn(components ?? []);
  const texts = found.filter(({ type }) => type === 10).map((node) => String(node.content));
  const customIds = found.flatMap(({ custom_id }) => (typeof custom_id === 'string' ? [custom_id] : []));
  const ids = found.flatMap(({ id }) => (typeof id === 'number' ? [id] : []));
  const rules: Record<string, boolean> = {
    'no component at all': found.length === 0,
    'more than 40 components': found.length > 40,
    'more than 4000 characters': texts.join('').length > 4000,
    'an empty text': texts.some((text) => text.trim() === ''),
    'content or embeds beside components': Boolean(content) || (Array.isArray(embeds) && embeds.length > 0),
    'not said to be Components V2': ((Number(body.flags) || 0) & 32768) === 0,
    'a custom_id that is too long or empty': customIds.some((id) => id.length > 100 || id === ''),
    'custom_ids that are the same': new Set(customIds).size < customIds.length,
    'ids that are the same': new Set(ids).size < ids.length,
    'a button that does nothing': found.some(({ type, custom_id }) => type === 2 && custom_id === undefined),
    'a button without label or with a long one': found.some(
      ({ type, label }) => type === 2 && (String(label ?? '') === '' || String(label).length > 80),
    ),
    'a row without button or with more than five': found.some(
      ({ type, components }) =>
        type === 1 && (!Array.isArray(components) || outside(components.length, 1, 5)),
    ),
    'a section without text or button': found.some(
      ({ type, components, accessory }) =>
        type === 9 && (!Array.isArray(components) || outside(components.length, 1, 3) || !accessory),
    ),
    'a nonce that is too long': typeof nonce === 'string' && nonce.length > 25,
    'mentions that are not shut off': JSON.stringify(allowed_mentions) !== '{"parse":[]}',
  };
  return Object.keys(rules).filter((rule) => rules[rule]);
}

type Node = Record<string, unknown>;

/** Components, those within others too. */
function nodesIn(value: unknown): Node[] {
  if (Array.isArray(value)) return value.flatMap(nodesIn);
  if (typeof value !== 'object' || value === null) return [];
  const node = value as Node;
  return [
    ...(typeof node.type === 'number' ? [node] : []),
    ...nodesIn(node.components ?? []),
    ...nodesIn(node.accessory),
  ];
}

function outside(count: number, least: number, most: number): boolean {
  return count < least || count > most;
}
