import { expect, test } from 'vitest';
import { matches } from '../../src/query/matcher.ts';
import { parseQuery } from '../../src/query/parser.ts';
import { relaxed, wordsApart } from '../../src/query/relax.ts';
import { paperOf } from './finds.ts';

function findsLoosely(query: string, title: string): boolean | undefined {
  const loose = relaxed(parseQuery(query));
  return loose && matches(loose, paperOf(title)) !== undefined;
}

test('a phrase finds little, its words apart more', () => {
  expect(findsLoosely('robot grasping', 'Grasping by a soft robot')).toBe(true);
  expect(findsLoosely('robot grasping', 'Grasping by hand')).toBe(false);
  expect(findsLoosely('theory of mind', 'A mind without theory')).toBe(true);
});

test('words that a hyphen joins stay together', () => {
  expect(findsLoosely('physics-informed network', 'Network: physics-informed')).toBe(true);
  expect(findsLoosely('physics-informed network', 'Informed by physics: a network')).toBe(false);
});

test('exclusions and quotations do not loosen', () => {
  expect(findsLoosely('robot arm -soft hand', 'Arm of a soft robot')).toBe(true);
  expect(findsLoosely('robot arm -soft hand', 'Arm of a robot with a soft hand')).toBe(false);
  expect(findsLoosely('"robot arm"', 'Arm of a robot')).toBeUndefined();
  expect(findsLoosely('robot', 'Robot')).toBeUndefined();
});

test('a bare phrase can be written with its words apart', () => {
  expect(wordsApart(parseQuery('theory of mind'))).toBe('theory AND mind');
  expect(wordsApart(parseQuery('physics-informed quanti* network'))).toBe(
    'physics-informed AND quanti* AND network',
  );
  expect(wordsApart(parseQuery('robot'))).toBeUndefined();
  expect(wordsApart(parseQuery('robot arm, hand'))).toBeUndefined();
});

test('what is offered can itself be subscribed to', () => {
  const long = Array.from({ length: 50 }, (_, at) => `word${at}`)
    .join(' ')
    .slice(0, 300);
  const offered = wordsApart(parseQuery(long));
  if (offered !== undefined) expect(() => parseQuery(offered)).not.toThrow();
  expect(wordsApart(parseQuery(Array(40).fill('ab').join(' ')))).toBeUndefined();
});
