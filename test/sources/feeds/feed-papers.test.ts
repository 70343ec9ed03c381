import { describe, expect, test } from 'vitest';
import { feedPaper } from '../../../src/sources/feeds/feed-paper.ts';
import { namesIn, plainLine, plainParagraphs } from '../../../src/sources/feeds/feed-text.ts';
import { readFeed } from '../../../src/sources/feeds/read-feed.ts';

const papersIn = (text: string, address?: string) =>
  readFeed(text, address)?.items.map((item) => feedPaper(item, 'feed')?.paper);

const RSS = `<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Lab</title>
<item><title><![CDATA[On <i>E. coli</i> &amp; x < y]]></title><link>https://lab.example/1</link>
<description>&lt;p&gt;First.&lt;/p&gt;&lt;p&gt;Second &amp;amp; last.&lt;/p&gt;</description>
<dc:creator>Ada Ærø</dc:creator><dc:creator>Bo Ng</dc:creator><pubDate>Fri, 07 Nov 2025 12:00:00 GMT</pubDate></item>
</channel></rss>`;
const RDF = `<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://bio.example/"><title>bio</title></channel>
<item rdf:about="https://bio.example/1?rss=1"><title>Of Cells</title><link>https://bio.example/1?rss=1</link><description>They divide.</description>
<dc:creator><![CDATA[Aero, A., Ng, B. C., Ida, D.]]></dc:creator><dc:date>2025-11-07</dc:date><dc:identifier>doi:10.1101/2025.11.06.000001</dc:identifier></item></rdf:RDF>`;
const ATOM = `<feed xmlns="http://www.w3.org/2005/Atom"><title>Lab</title><id>x</id>
<entry><title>Of Rivers</title><id>tag:lab.example,1</id><link href="https://lab.example/rivers"/><link rel="related" href="https://arxiv.org/abs/2511.00001v2"/>
<content type="html">&lt;p&gt;They flow.&lt;/p&gt;</content><author><name>Ada Ærø</name></author><updated>2025-11-07T10:00:00Z</updated></entry></feed>`;
const JSON_FEED = JSON.stringify({
  version: 'https://jsonfeed.org/version/1.1',
  title: 'Lab',
  items: [
    {
      ...{ id: '1', url: 'https://lab.example/1', title: 'Of Hills', content_html: '<p>They rise.</p>' },
      ...{ date_published: '2025-11-07T00:00:00Z', authors: [{ name: 'Ada Ærø' }] },
    },
  ],
});

describe('a paper in a feed', () => {
  test('of RSS 2.0 has its title, text, authors, day and address, without markup', () => {
    expect(papersIn(RSS)).toEqual([
      {
        id: expect.stringMatching(/^title:on-e-coli/),
        title: 'On E. coli & x < y',
        abstract: 'First.\n\nSecond & last.',
        authors: ['Ada Ærø', 'Bo Ng'],
        authorCount: 2,
        publishedOn: '2025-11-07',
        url: 'https://lab.example/1',
        sources: ['feed'],
      },
    ]);
  });

  test('of RSS 1.0 (RDF) has its DOI', () => {
    expect(papersIn(RDF)).toMatchObject([
      {
        ...{ id: 'doi:10.1101/2025.11.06.000001', title: 'Of Cells', publishedOn: '2025-11-07' },
        ...{ authors: ['A. Aero', 'B. C. Ng', 'D. Ida'], url: 'https://doi.org/10.1101/2025.11.06.000001' },
      },
    ]);
  });

  test('of Atom that names an arXiv paper is that paper', () => {
    expect(papersIn(ATOM)).toMatchObject([
      { id: '2511.00001', abstract: 'They flow.', url: 'https://arxiv.org/abs/2511.00001' },
    ]);
  });

  test('of JSON Feed is read alike', () => {
    expect(papersIn(JSON_FEED)).toMatchObject([
      { title: 'Of Hills', abstract: 'They rise.', authors: ['Ada Ærø'], publishedOn: '2025-11-07' },
    ]);
  });

  test.each([
    'https://doi.org/10.48550/arXiv.2511.00001',
    'https://www.doi.org/10.48550/arXiv.2511.00001v3?utm_source=rss',
    'doi:10.48550/ARXIV.2511.00001',
    'http://export.arxiv.org/abs/2511.00001v2',
    'https://arxiv.org/pdf/2511.00001v1.pdf',
    'https://huggingface.co/papers/2511.00001#community',
    'oai:arXiv.org:2511.00001v1',
  ])('that names the arXiv paper as %s is that paper', (link) => {
    expect(papersIn(RSS.replace('https://lab.example/1', link))).toMatchObject([{ id: '2511.00001' }]);
  });

  test.each([
    'https://doi.org/10.1101/2025.11.06.000001?rss=1',
    'https://www.doi.org/10.1101/2025.11.06.000001',
    'http://dx.doi.org/10.1101%2F2025.11.06.000001',
    'info:doi/10.1101/2025.11.06.000001',
    'urn:doi:10.1101/2025.11.06.000001',
    'DOI: 10.1101/2025.11.06.000001',
  ])('that names its DOI as %s has it', (link) => {
    expect(papersIn(RSS.replace('https://lab.example/1', link))).toMatchObject([
      { id: 'doi:10.1101/2025.11.06.000001', doi: '10.1101/2025.11.06.000001' },
    ]);
  });

  test.each([
    ['the feed’s own', '', 'https://lab.example/papers/1'],
    ['what it says is its base', ' xml:base="/staff/"', 'https://lab.example/staff/papers/1'],
  ])('whose address is relative to %s is linked to', (_, base, url) => {
    const relative = ATOM.replace('<feed ', `<feed${base} `)
      .replace('https://lab.example/rivers', 'papers/1')
      .replace(/<link rel="related"[^>]*>/, '');
    expect(papersIn(relative, 'https://lab.example/feed.xml')).toMatchObject([{ url }]);
  });

  test.each([
    [
      'a host without http',
      RSS.replace('https://lab.example/1', 'www.lab.example/1'),
      'https://www.lab.example/1',
    ],
    [
      'an id alone',
      ATOM.replace(/<link [^>]*>/g, '').replace('tag:lab.example,1', 'https://lab.example/id'),
      'https://lab.example/id',
    ],
  ])('whose address is %s is linked to', (_, text, url) => {
    expect(papersIn(text, 'https://lab.example/feed.xml')).toMatchObject([{ url }]);
  });

  test('without id, date and text is a title with an address', () => {
    const bare =
      '<rss version="2.0"><channel><item><title>Bare</title></item><item><link>https://x.example/2</link></item></channel></rss>';
    expect(papersIn(bare)).toEqual([
      expect.objectContaining({ title: 'Bare', sources: ['feed'] }),
      undefined,
    ]);
  });

  test('never links to anything but the web', () => {
    const odd = RSS.replace('https://lab.example/1', 'javascript:alert(1)');
    expect(papersIn(odd)?.[0]?.url).toMatch(/^https:\/\/arxiv\.org\/search/);
  });
});

test.each([RSS, RDF, ATOM, JSON_FEED])('a feed that is cut off anywhere is none, or whole', (text) => {
  for (let end = 0; end < text.length; end += 7) {
    const items = readFeed(text.slice(0, end))?.items ?? [];
    expect(items.length === 0 || end >= text.trimEnd().length - 1).toBe(true);
  }
});

test.each([
  '<script src="https://ads.example/"></script>',
  '\n<br />\n<b>Warning</b>: x',
  `<!-- ${'x'.repeat(3_000)} -->`,
])('a whole feed with something behind it is a feed', (rest) => {
  for (const text of [RSS, RDF, ATOM]) expect(papersIn(text + rest)).toHaveLength(1);
});

test('entities that unfold into each other stay small', () => {
  const bomb = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 9 }, (_, at) => `<!ENTITY ${'bcdefghij'[at]} "${`&${'abcdefghi'[at]};`.repeat(10)}">`).join('')}]><rss version="2.0"><channel><item><title>&j;</title></item></channel></rss>`;
  expect(JSON.stringify(readFeed(bomb) ?? {}).length).toBeLessThan(10_000);
});

test('an entry with very many tags is an entry', () => {
  const tagged = RSS.replace('</item>', `${'<category>x</category>'.repeat(150_000)}</item>`);
  expect(papersIn(tagged)).toMatchObject([{ title: 'On E. coli & x < y' }]);
});

test('what is far too long or unprintable to be a title or a DOI is no reason to fail', () => {
  const long = RSS.replace('On <i>', `${'研究 '.repeat(20_000)}On <i>`);
  const [paper] = papersIn(long) ?? [];
  expect(paper?.title.startsWith('研究 研究')).toBe(true);
  // An index of PostgreSQL takes 2,704 bytes.
  expect(Buffer.byteLength(paper?.title ?? '')).toBeLessThan(2_700);
  for (const doi of [`10.1234/${'x'.repeat(3_000)}`, '10.1234/%00x']) {
    const [paper] = papersIn(RSS.replace('https://lab.example/1', `https://doi.org/${doi}`)) ?? [];
    expect(paper?.doi ?? '').not.toMatch(/^10.1234.x{10}|\0/);
    expect(paper?.id.length).toBeLessThan(100);
  }
});

describe('names', () => {
  test.each([
    [['Ada Ærø, Bo Ng and Cy Ida'], ['Ada Ærø', 'Bo Ng', 'Cy Ida']],
    [['Aero, A., Ng, B.-C.'], ['A. Aero', 'B.-C. Ng']],
    [['Aero, Ada; Ng, Bo'], ['Ada Aero', 'Bo Ng']],
    [['van der Berg, A. B.'], ['A. B. van der Berg']],
    [
      ['Ada Ærø', 'Bo Ng'],
      ['Ada Ærø', 'Bo Ng'],
    ],
    [['Aero, Ada'], ['Ada Aero']],
    [
      ['García Márquez, Gabriel', 'Ng, Bo Li'],
      ['Gabriel García Márquez', 'Bo Li Ng'],
    ],
    [['Aero, A., Ng, B. C., and Ida, D.'], ['A. Aero', 'B. C. Ng', 'D. Ida']],
    [['Aero, A. and Ng, B.'], ['A. Aero', 'B. Ng']],
    [['Aero, A., Cell Consortium, Ng, B.'], ['A. Aero', 'Cell Consortium', 'B. Ng']],
    [[' ', ''], []],
  ])('%j are %j', (written, names) => {
    expect(namesIn(written)).toEqual(names);
  });
});

test('names that arXiv lists are as many as it lists, however short', () => {
  const item = { title: 'Two of them', ids: [], categories: [], authors: ['Plato, Aristotle'] };
  const text = 'arXiv:2511.00001v1 Announce Type: new Abstract: They talk.';
  expect(feedPaper({ ...item, text }, 'arxiv')?.paper.authors).toEqual(['Plato', 'Aristotle']);
});

describe('text', () => {
  test('keeps mathematics and drops markup', () => {
    expect(plainLine('For $a < b$ and c > d, <b>bold</b> x<sub>1</sub>')).toBe(
      'For $a < b$ and c > d, bold x1',
    );
    expect(plainParagraphs('<style>p{}</style><p>One<br/>two</p>\n<!-- x --><div>three</div>')).toBe(
      'One\n\ntwo\n\nthree',
    );
  });

  test('whose markup was encoded twice is plain too', () => {
    expect(plainLine('M&amp;uuml;ller on &lt;i&gt;E. coli&lt;/i&gt;, AT&amp;T')).toBe(
      'Müller on E. coli, AT&T',
    );
    expect(plainParagraphs('&lt;p&gt;One &amp;lt; two&lt;/p&gt;&lt;p&gt;Three&lt;/p&gt;')).toBe(
      'One < two\n\nThree',
    );
    expect(plainLine('If a &lt; b and c &gt; d')).toBe('If a < b and c > d');
    expect(plainParagraphs('<p>The mean &lt;u&gt; of u</p>')).toBe('The mean <u> of u');
  });

  test('of a whole article is an abstract’s length', () => {
    expect(plainParagraphs('word '.repeat(5_000)).length).toBeLessThanOrEqual(5_000);
  });

  test('of a hostile size is read in no time', () => {
    for (const start of ['<p =', '<p a=', '<p a', '<p ']) {
      const started = performance.now();
      for (const piece of ['=', ' ', 'a ', '= ', '/']) plainLine(start + piece.repeat(100_000));
      expect(performance.now() - started).toBeLessThan(1_000);
    }
    for (const piece of ['<', '<p', '<script>', '<!--', '&', 'a, ']) {
      const started = performance.now();
      plainParagraphs(piece.repeat(200_000 / piece.length));
      namesIn([piece.repeat(20_000 / piece.length)]);
      expect(performance.now() - started).toBeLessThan(1_000);
    }
  });
});
