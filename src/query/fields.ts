import { closest, distance } from 'fastest-levenshtein';
import type { CountField, Place } from './ast.ts';

export const WORD_FIELDS: readonly Place[] = ['title', 'abstract', 'author'];
export const COUNT_FIELDS: readonly CountField[] = ['upvotes', 'comments', 'year'];

export type FieldName = 'title' | 'abstract' | 'author' | 'category' | 'source' | 'has' | CountField;

export const FIELD_NAMES: readonly FieldName[] = [
  'title',
  'abstract',
  'author',
  'category',
  'source',
  'has',
  ...COUNT_FIELDS,
];

/** One right use of each field, for error messages. */
export const EXAMPLES: Readonly<Record<FieldName, string>> = {
  title: 'title:GAN',
  abstract: 'abstract:"diffusion model"',
  author: 'author:lecun',
  category: 'category:cs.LG',
  source: 'source:arxiv',
  has: 'has:code',
  upvotes: 'upvotes>=20',
  comments: 'comments>=3',
  year: 'year>=2024',
};

/** What people write for a field, beside its name. */
const ALIASES: Readonly<Record<string, FieldName>> = {
  authors: 'author',
  categories: 'category',
  cat: 'category',
  abs: 'abstract',
  summary: 'abstract',
  sources: 'source',
  upvote: 'upvotes',
  votes: 'upvotes',
  comment: 'comments',
  date: 'year',
};

/** The field of a name in any case, or undefined. */
export function fieldNamed(name: string): FieldName | undefined {
  const lower = name.toLowerCase();
  return FIELD_NAMES.find((field) => field === lower);
}

/** The known field that an unknown name most likely means. */
export function nearestField(name: string): FieldName | undefined {
  const lower = name.toLowerCase();
  const alias = ALIASES[lower];
  if (alias) return alias;
  const nearest = closest(lower, [...FIELD_NAMES]) as FieldName;
  return distance(lower, nearest) <= Math.max(1, Math.floor(nearest.length / 2)) ? nearest : undefined;
}
