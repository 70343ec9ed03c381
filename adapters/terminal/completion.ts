/** Completes the names of commands, with and without `/papers`. */
export function completer(commands: readonly string[]): (line: string) => [string[], string] {
  return (line) => {
    const [, prefix = '', word = ''] = /^(\/papers\s+|papers\s+)?(\S*)$/i.exec(line) ?? [];
    if (prefix === '' && word !== '' && '/papers '.startsWith(word)) return [['/papers '], line];
    const help = /^(.*\bhelp\s+)(\S*)$/i.exec(line);
    if (help) return [starting(commands, help[2] ?? '').map((name) => `${help[1]}${name}`), line];
    if (/\s/.test(line.slice(prefix.length))) return [[], line];
    return [starting(commands, word).map((name) => `${prefix}${name} `), line];
  };
}

function starting(names: readonly string[], word: string): string[] {
  return names.filter((name) => name.startsWith(word.toLowerCase()));
}
