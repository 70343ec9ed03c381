/** What a person typed into the terminal. */
export type Line =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'leave' }
  /** `+1 3` adds the reaction 3️⃣ to the newest list and `-1 3` takes it away; without a number it is 👍. */
  | { readonly kind: 'reaction'; readonly emoji: string; readonly added: boolean }
  /** A command line without `/papers`. */
  | { readonly kind: 'command'; readonly line: string };

const KEYCAP_TEN = '🔟';

export function readLine(text: string): Line {
  const line = text.trim();
  if (line === '') return { kind: 'nothing' };
  if (/^(?:exit|quit)$/i.test(line)) return { kind: 'leave' };
  const reaction = /^([+-])1(?:\s+#?(10|[1-9]))?$/.exec(line);
  if (reaction) {
    return { kind: 'reaction', emoji: rowEmoji(reaction[2]), added: reaction[1] === '+' };
  }
  return { kind: 'command', line: line.replace(/^\/?papers(?=\s|$)\s*/i, '') };
}

function rowEmoji(row: string | undefined): string {
  if (row === undefined) return '👍';
  return row === '10' ? KEYCAP_TEN : `${row}\u{fe0f}\u{20e3}`;
}
