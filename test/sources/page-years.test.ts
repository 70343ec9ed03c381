import { describe, expect, test } from 'vitest';
import { entry, header, read } from './page-fixture.ts';

function dated(pageDate: string, ...dates: readonly string[]): string {
  return header(pageDate) + dates.map((date, at) => entry(`Paper number ${at}`, { date })).join('');
}

function days(text: string, options = {}) {
  const { listedOn, papers, problems } = read(text, options);
  return { listedOn, published: papers.map(({ publishedOn }) => publishedOn), problems };
}

describe('a date without a year', () => {
  test('belongs to the year after the newest that the page writes out, whatever year it is today', () => {
    expect(days(dated('Nov 7', 'Jan 21, 2019', 'Sep 10', 'Dec 8, 2024'))).toEqual({
      listedOn: '2025-11-07',
      published: ['2019-01-21', '2025-09-10', '2024-12-08'],
      problems: [],
    });
    expect(days(dated('Nov 7', 'Mar 1, 2017', 'Sep 10')).listedOn).toBe('2018-11-07');
  });

  test('belongs to that year also where the file’s time says another', () => {
    const savedAt = Date.parse('2031-05-05T00:00:00Z');
    expect(days(dated('Nov 7', 'Dec 8, 2024', 'Sep 10'), { savedAt }).listedOn).toBe('2025-11-07');
  });

  test('belongs to the year that the page’s own date or the caller states', () => {
    const text = dated('Nov 7', 'Dec 8, 2020', 'Nov 6');
    expect(days(dated('Nov 7, 2023', 'Dec 8, 2020', 'Nov 6')).published[1]).toBe('2023-11-06');
    expect(days(text, { year: 2022 })).toMatchObject({ listedOn: '2022-11-07' });
    expect(days(text, { listedOn: '2024-11-07' })).toMatchObject({ listedOn: '2024-11-07', problems: [] });
  });

  test('belongs to the year in which the file was saved where nothing else tells it', () => {
    const text = dated('Nov 7', 'Nov 6', 'Nov 9');
    const later = days(text, { savedAt: Date.parse('2023-12-01T00:00:00Z') });
    expect(later).toMatchObject({ listedOn: '2023-11-07', published: ['2023-11-06', '2022-11-09'] });
    const before = days(dated('Nov 7', 'Nov 6'), { savedAt: Date.parse('2023-02-01T00:00:00Z') });
    expect(before.listedOn).toBe('2022-11-07');
  });

  test('is left out and told of where nothing tells the year', () => {
    const { listedOn, published, problems } = days(dated('Nov 7', 'Nov 6'));
    expect({ listedOn, published }).toEqual({ listedOn: undefined, published: [undefined] });
    expect(problems.map(({ line }) => line)).toEqual([5, 13]);
  });

  test('is read right around the new year', () => {
    expect(days(dated('Jan 2', 'Dec 31, 2025', 'Jan 1', 'Jan 2 4'))).toEqual({
      listedOn: '2026-01-02',
      published: ['2025-12-31', '2026-01-01', '2026-01-02'],
      problems: [],
    });
    expect(days(dated('Jan 2', 'Dec 31', 'Jan 1', 'Jan 5, 2024'))).toMatchObject({
      listedOn: '2025-01-02',
      published: ['2024-12-31', '2025-01-01', '2024-01-05'],
    });
    expect(days(dated('Dec 31', 'Dec 31', 'Jan 1', 'Jan 5, 2024')).published).toEqual([
      '2025-12-31',
      '2025-01-01',
      '2024-01-05',
    ]);
  });

  test('is February 29 only in a leap year', () => {
    expect(days(dated('Mar 2', 'Feb 29', 'Jan 5, 2023')).published[0]).toBe('2024-02-29');
    const { published, problems } = days(dated('Mar 2', 'Feb 29', 'Jan 5, 2024'));
    expect(published[0]).toBeUndefined();
    expect(problems).toEqual([{ line: 13, message: expect.stringContaining('no such day') }]);
  });
});

describe('a date of a paper', () => {
  test('is never later than the page', () => {
    const { published, problems } = days(dated('Nov 7, 2025', 'Oct 1, 2026', 'Nov 8', 'Nov 7'));
    expect(published).toEqual([undefined, '2024-11-08', '2025-11-07']);
    expect(problems).toEqual([{ line: 13, message: expect.stringContaining('later than the page') }]);
  });

  test.each(['Feb 30, 2024', 'Apr 31, 2020', 'Jan 0, 2024', 'Jan 1, 1024'])(
    'that is no day, %s, is told of and left out',
    (date) => {
      const { published, problems } = days(dated('Nov 7, 2025', 'Jan 1, 2024', date));
      expect(published[1]).toBeUndefined();
      expect(problems).toEqual([{ line: 21, message: expect.stringContaining('“Paper number 1”') }]);
    },
  );

  test('is read in the forms that people and browsers write', () => {
    const forms = [
      'Oct 5, 2024',
      'October 5, 2024',
      'Oct. 5 2024',
      '5 Oct 2024',
      '2024-10-05',
      'Sat, Oct 5, 2024',
    ];
    expect(days(dated('Nov 7', ...forms)).published).toEqual(forms.map(() => '2024-10-05'));
  });

  test.each(['2 days ago', 'yesterday', 'Oct 15, 202', 'Oct 15, 20244', 'Oc'])(
    'that is cut off or no date, “%s”, is told of with its line, and the paper stays',
    (date) => {
      const { published, problems } = days(dated('Nov 7, 2025', 'Jan 1, 2024', date, 'Jan 1, 2024'));
      expect(published).toEqual(['2024-01-01', undefined, '2024-01-01']);
      expect(problems).toEqual([
        { line: 21, message: expect.stringContaining(`“${date}” is no whole date`) },
      ]);
    },
  );
});

describe('the date of the page', () => {
  test('that is missing or no day is told of', () => {
    const missing = read(header().replace('Nov 7\n', '') + entry('One'));
    expect(missing.titles).toEqual(['One']);
    expect(missing.listedOn).toBeUndefined();
    expect(missing.problems).toEqual([{ line: 1, message: expect.stringContaining('no date') }]);
    const wrong = read(header('Nov 31') + entry('One'));
    expect(wrong.listedOn).toBeUndefined();
    expect(wrong.problems).toEqual([
      { line: 5, message: expect.stringContaining('“Nov 31” is no real day') },
    ]);
  });

  test('that differs from the day the caller states gives way, and is told of', () => {
    const { listedOn, problems } = read(header('Nov 7') + entry('One'), { listedOn: '2025-11-09' });
    expect(listedOn).toBe('2025-11-09');
    expect(problems).toEqual([{ line: 5, message: expect.stringContaining('2025-11-09') }]);
  });
});
