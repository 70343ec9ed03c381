import { distance } from 'fastest-levenshtein';
import { nearest } from './command/nearest.ts';
import { SETTINGS } from './config.ts';

const OWN = 'PAPERBOY_';
/** Slack’s and Discord’s other tools have variables of their own: these are ours with a letter or two wrong. */
const OTHERS = /^(?:SLACK|DISCORD)_/;
const MOST_WRONG = 2;

/** A line for each variable that is set and was meant to be one of the settings, with the one that it may mean. */
export function misspeltSettings(environment: Readonly<Record<string, string | undefined>>): string[] {
  return Object.entries(environment).flatMap(([name, value]) => {
    if (!value?.trim() || SETTINGS.includes(name)) return [];
    if (name.startsWith(OWN)) return [complaint(name, nearestOwn(name.slice(OWN.length)))];
    const meant = OTHERS.test(name) && SETTINGS.find((known) => distance(name, known) <= MOST_WRONG);
    return meant ? [complaint(name, meant)] : [];
  });
}

function complaint(name: string, meant: string | undefined): string {
  const next = meant === undefined ? 'the README lists them all.' : `did you mean ${meant}?`;
  return `${name} is not a setting; ${next}`;
}

/** Compared without what all of ours begin with: `PAPERBOY_PORT` means `PORT`. */
function nearestOwn(name: string): string | undefined {
  const known = new Map(SETTINGS.map((setting) => [setting.replace(OWN, ''), setting]));
  return known.get(nearest(name, [...known.keys()]) ?? '');
}
