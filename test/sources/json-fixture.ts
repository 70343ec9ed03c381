/** A paper as the API gives it; what is stated wins. */
export function apiPaper(id: string, fields: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id,
    title: `Made-up paper ${id}`,
    summary: 'It says little.',
    authors: [
      { _id: 'a1', name: 'Ada Ærø', hidden: false },
      { _id: 'a2', name: 'Bo Ng', hidden: false, user: { user: 'bo', fullname: 'Bo N.' } },
    ],
    publishedAt: '2025-01-02T23:30:00.000Z',
    upvotes: 3,
    ...fields,
  };
}

/** A paper in its envelope, as lists have it. */
export function envelope(
  id: string,
  paper: Record<string, unknown> = {},
  around: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    paper: apiPaper(id, { submittedOnDailyAt: '2025-02-03T01:00:00.000Z', ...paper }),
    // Wall time of New York, labelled as UTC.
    publishedAt: '2025-02-02T20:00:00.000Z',
    title: `Made-up paper ${id}`,
    summary: 'It says little.',
    numComments: 2,
    submittedBy: { user: 'some-one', fullname: 'Some One' },
    ...around,
  };
}

export function json(value: unknown): string {
  return JSON.stringify(value, null, 1);
}
