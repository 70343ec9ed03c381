import type { Paper, ParsedEdition } from '../paper/paper.ts';
import { excerpt } from './clean-text.ts';
import { makePaper } from './make-paper.ts';
import { calendarOf, dayInYear, type PageCalendar, type PageTime } from './page-calendar.ts';
import { isRealDay } from './page-dates.ts';
import { isOwnLine, type PageHeader, takeHeader } from './page-header.ts';
import { splitAtFooters } from './page-lines.ts';
import { readRecords, type WholeRecord } from './page-records.ts';
import { ProblemList } from './problem-list.ts';

/**
 * Reads the Daily Papers page of Hugging Face, saved as text (FACTS section 2). Undefined where the text is no such
 * page: it has neither an authors line nor the page's own heading.
 */
export function parseDailyPapersPage(page: string, time: PageTime = {}): ParsedEdition | undefined {
  const sections = splitAtFooters(page);
  const [first] = sections;
  const isPage = sections.some(({ footer }) => footer) || first?.lines.some(({ text }) => isOwnLine(text));
  if (!first || !isPage) return undefined;
  const header = takeHeader(first.lines);
  const bodies = sections.map((section, at) => (at === 0 ? { ...section, lines: header.lines } : section));
  const problems = new ProblemList();
  const records = readRecords(bodies, header.dateLine !== undefined, problems);
  const dates = records.flatMap(({ footer }) => footer.date ?? []);
  const calendar = calendarOf(header.dateLine?.date, dates, time);
  const heading = first.lines.find(({ text }) => isOwnLine(text));
  if (heading && !header.dateLine && time.listedOn === undefined)
    problems.add(heading.line, 'the page has no date that can be read; state the date of the page');
  reportPageDate(header, calendar, time, problems);
  reportMissing(records, problems);
  const papers = records.map((record) => toPaper(record, calendar, problems));
  reportYears(records, calendar, problems);
  return {
    ...(calendar.listedOn !== undefined && { listedOn: calendar.listedOn }),
    papers,
    problems: problems.list(),
  };
}

function reportPageDate(
  header: PageHeader,
  calendar: PageCalendar,
  time: PageTime,
  problems: ProblemList,
): void {
  const { dateLine } = header;
  if (!dateLine?.date) return;
  const { date, line, text } = dateLine;
  if (!isRealDay(date)) problems.add(line, `${excerpt(text)} is no real day; the page's date was left out`);
  else if (calendar.year === undefined) {
    problems.add(
      line,
      `nothing tells the year of the page's date ${excerpt(text)}; state the date of the page`,
    );
  } else if (
    time.listedOn &&
    time.listedOn !== dayInYear(date, date.year ?? Number(time.listedOn.slice(0, 4)), undefined)
  ) {
    problems.add(line, `the page says ${excerpt(text)}; it was taken as of ${time.listedOn}, as asked`);
  }
}

function reportMissing(records: readonly WholeRecord[], problems: ProblemList): void {
  const withoutAbstract = records.filter(({ abstract }) => abstract === undefined);
  if (withoutAbstract.length * 2 < records.length) {
    for (const { titleLine, title } of withoutAbstract)
      problems.add(titleLine, `${excerpt(title)} has no abstract`);
  }
  const withoutDate = records.filter(({ footer }) => !footer.date && footer.brokenDate === undefined);
  const [first] = withoutDate;
  if (first && withoutDate.length > 2 && withoutDate.length === records.length) {
    problems.add(first.footer.line, `none of the ${records.length} papers has a date`);
    return;
  }
  for (const { title, footer } of withoutDate) problems.add(footer.line, `${excerpt(title)} has no date`);
}

function reportYears(records: readonly WholeRecord[], calendar: PageCalendar, problems: ProblemList): void {
  if (calendar.year !== undefined) return;
  const dates = records.filter(({ footer }) => footer.date && footer.date.year === undefined);
  const line = dates[0]?.footer.dateLine;
  if (line === undefined) return;
  const what = dates.length === 1 ? 'one date' : `${dates.length} dates`;
  problems.add(line, `nothing tells the year of ${what} without it; left out: state the date of the page`);
}

function toPaper(record: WholeRecord, calendar: PageCalendar, problems: ProblemList): Paper {
  const { title, abstract, upvotes, footer } = record;
  return makePaper({
    title,
    abstract,
    authorCount: footer.authorCount > 0 ? footer.authorCount : undefined,
    publishedOn: publishedOn(record, calendar, problems),
    listedOn: calendar.listedOn,
    upvotes,
    comments: footer.date?.comments,
    sources: ['huggingface'],
  });
}

function publishedOn(
  { title, footer }: WholeRecord,
  calendar: PageCalendar,
  problems: ProblemList,
): string | undefined {
  const { date, brokenDate } = footer;
  const line = footer.dateLine ?? footer.line;
  if (brokenDate !== undefined)
    problems.add(line, `${excerpt(brokenDate)} is no whole date; ${excerpt(title)} has none`);
  if (!date || (date.year === undefined && calendar.year === undefined)) return undefined;
  const latest = date.year === undefined ? calendar.latest : undefined;
  const day = isRealDay(date) ? dayInYear(date, date.year ?? calendar.year ?? 0, latest) : undefined;
  if (day === undefined) {
    problems.add(line, `no such day; ${excerpt(title)} has no date`);
  } else if (calendar.latest !== undefined && day > calendar.latest) {
    problems.add(line, `${day} is later than the page of ${calendar.latest}; ${excerpt(title)} has no date`);
    return undefined;
  }
  return day;
}
