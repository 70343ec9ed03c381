/** Where the root element begins: behind the declaration, comments and the document type. */
export function rootAt(text: string): number {
  for (let at = 0; ; ) {
    while (/\s/.test(text[at] ?? '')) at += 1;
    const end = text.startsWith('<?', at)
      ? behind(text, '?>', at)
      : text.startsWith('<!--', at)
        ? behind(text, '-->', at)
        : text.startsWith('<!', at)
          ? behindDocumentType(text, at)
          : at;
    if (end <= at) return at;
    at = end;
  }
}

/** It may hold declarations of its own, in brackets. */
function behindDocumentType(text: string, from: number): number {
  const end = behind(text, '>', from);
  const bracket = text.slice(from, end).indexOf('[');
  return bracket < 0 ? end : behind(text, '>', behind(text, ']', from + bracket));
}

/** 0 where there is no such mark. */
function behind(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at < 0 ? 0 : at + mark.length;
}
