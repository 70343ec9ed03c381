import { dayAt, isPlainDate } from '../../time/plain-date.ts';

const ISO = /^(\d{4}-\d{2}-\d{2})(?:[T\s]\s*(\d{2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?\s*(Z|[+-]\d{2}:?\d{2})?)?/i;
const NAMED_MONTH = /\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/i;
const SLASHED = /^(?:\d{4}\/\d{1,2}\/\d{1,2}|\d{1,2}\/\d{1,2}\/\d{4})\b/;
/** Of four digits that are no zone's, or of two behind a month. */
const YEAR = /(?<![\d+]|\s-)[1-9]\d{3}(?!\d)|\b\d{1,2}[\s-]+[a-z]{3}[\s-]+\d{2}(?!\d)/i;
const ZONE = /\b(?:Z|UTC?|GMT|[ECMP][SD]T)\b|(?<=[\s\d])[+-]\d{2}:?\d{2}\b/;
/** What software writes that has no date. */
const NO_DAY = '1970-01-01';

/**
 * The UTC day of a date in any form that feeds use; what tells no zone, or one that is not known, is taken as UTC.
 * Undefined for what is no day, such as a year or a month alone.
 */
export function feedDay(date: string | undefined): string | undefined {
  const text = date?.trim() ?? '';
  const at = isoTime(text) ?? otherTime(text);
  const day = at === undefined || Number.isNaN(at) ? undefined : dayAt(at, 'UTC');
  return day === NO_DAY || day === undefined || day < '1000' ? undefined : day;
}

/** Undefined for another form; not a number for a day that does not exist. */
function isoTime(text: string): number | undefined {
  const [, day, time = '00:00', zone = 'Z'] = ISO.exec(text) ?? [];
  if (day === undefined) return undefined;
  return isPlainDate(day)
    ? Date.parse(`${day}T${time}${zone.replace(/(\d\d)(\d\d)$/, '$1:$2')}`)
    : Number.NaN;
}

function otherTime(text: string): number | undefined {
  const numbers = text.match(/\d+/g)?.length ?? 0;
  if (!YEAR.test(text) || !((NAMED_MONTH.test(text) && numbers > 1) || SLASHED.test(text))) return undefined;
  // The runtime takes what has no zone as of the machine's, and knows only America's by name.
  const known = ZONE.test(text) ? text : `${text.replace(/(:\d\d\s+)[A-Z]{3,5}$/, '$1')} UTC`;
  return Date.parse(known);
}
