/** What a person typed into the terminal. */
export type Line =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'leave' }
  /** `+1 3` votes for row 3 of the newest list and `-1 3` takes that back; what stands behind it is not read yet. */
  | { readonly kind: 'reaction'; readonly added: boolean; readonly target: string }
  /** A command line without `/papers`. */
  | { readonly kind: 'command'; readonly line: string };

export function readLine(text: string): Line {
  const line = text.trim();
  if (line === '') return { kind: 'nothing' };
  if (/^(?:exit|quit)$/i.test(line)) return { kind: 'leave' };
  const reaction = /^([+-])1(?:\s+([\s\S]*))?$/.exec(line);
  if (reaction) return { kind: 'reaction', added: reaction[1] === '+', target: reaction[2] ?? '' };
  return { kind: 'command', line: line.replace(/^(?:\/papers?|papers)(?=\s|$)\s*/i, '') };
}
