/** An entry of arXiv's daily feed. */
export function announced(id: string, type = 'new', day = '2026-03-10', categories = ['cs.LG']): string {
  return `<entry>
    <id>oai:arXiv.org:${id}v1</id>
    <title>Made-up paper ${id}</title>
    <link href="https://arxiv.org/abs/${id}" rel="alternate" type="text/html"/>
    <summary>arXiv:${id}v1 Announce Type: ${type}
Abstract: It says little about ${id}.</summary>
    ${categories.map((term) => `<category term="${term}"/>`).join('')}
    <published>${day}T00:00:00-04:00</published>
    <dc:creator>Ada Ærø, Bo N{\\'e}g</dc:creator>
  </entry>`;
}

/** arXiv's daily feed of these entries. */
export function dailyFeed(...entries: string[]): string {
  return `<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns="http://www.w3.org/2005/Atom">
  <id>http://rss.arxiv.org/atom/cs.LG</id><title>cs.LG updates on arXiv.org</title>
  ${entries.join('\n  ')}
</feed>`;
}

/** An entry of the query API's answers. */
export function entry(id: string, categories = ['cs.LG'], submitted = '2026-03-05T10:00:00Z'): string {
  return `<entry>
    <id>http://arxiv.org/abs/${id}v2</id>
    <title>Made-up
  paper ${id}</title>
    <summary>  It says little
about ${id}.</summary>
    <published>${submitted}</published><updated>2026-03-06T10:00:00Z</updated>
    <link href="https://arxiv.org/abs/${id}v2" rel="alternate" type="text/html"/>
    <arxiv:primary_category term="${categories[0]}"/>
    ${categories.map((term) => `<category term="${term}" scheme="http://arxiv.org/schemas/atom"/>`).join('')}
    <author><name>Ada Ærø</name></author><author><name>Bo Ng</name></author>
  </entry>`;
}

/** An answer of the query API with these of `total` entries. */
export function answer(entries: readonly string[], total = entries.length): string {
  return `<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns="http://www.w3.org/2005/Atom">
  <id>https://arxiv.org/api/x</id><title>arXiv Query</title>
  <opensearch:totalResults>${total}</opensearch:totalResults>
  ${entries.join('\n  ')}
</feed>`;
}

/** What the API says to an id that is none. */
export const ERROR = answer([
  '<entry><id>https://arxiv.org/api/errors#incorrect_id_format_for_x</id><title>Error</title><summary>incorrect id format for x</summary></entry>',
]);
