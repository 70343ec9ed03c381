/** A row without its empty columns: what is null in the database is absent in the program. */
export function presentFields(row: object): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const column in row) {
    const value: unknown = row[column as keyof typeof row];
    if (value !== null) fields[column] = value;
  }
  return fields;
}
