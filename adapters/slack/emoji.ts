/** Slack tells reactions by name; these are the ones that can be votes. */
const EMOJI: Readonly<Record<string, string>> = {
  '+1': '👍',
  thumbsup: '👍',
  arrow_up: '⬆️',
  arrow_up_small: '🔼',
  fire: '🔥',
  heart: '❤️',
  one: '1️⃣',
  two: '2️⃣',
  three: '3️⃣',
  four: '4️⃣',
  five: '5️⃣',
  six: '6️⃣',
  seven: '7️⃣',
  eight: '8️⃣',
  nine: '9️⃣',
  keycap_ten: '🔟',
};

/** The emoji of a reaction such as `+1::skin-tone-3`, without its skin tone; undefined where it is no vote. */
export function emojiOf(reaction: string): string | undefined {
  const name = reaction.replace(/::skin-tone-\d$/, '');
  return Object.hasOwn(EMOJI, name) ? EMOJI[name] : undefined;
}
