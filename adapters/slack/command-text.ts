/** The command line in what a person typed after `/papers`: as typed, without Slack's escapes and link markup. */
export function commandLine(text: string): string {
  return text
    .replace(/<(https?:[^|>]*)(?:\|[^>]*)?>/g, '$1')
    .replace(/<[@#!][^|>]*\|([^>]*)>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .trim();
}

/** The command line in a message that mentions the bot: what follows the mention, with or without `/papers`. */
export function mentionedLine(text: string, botUserId: string | undefined): string {
  const [before = '', ...after] = text.split(new RegExp(`<@${botUserId ?? '\\w+'}(?:\\|[^>]*)?>`));
  const line = after.join(' ').trim() === '' ? before : after.join(' ');
  return commandLine(line).replace(/^\/papers\b\s*/, '');
}
