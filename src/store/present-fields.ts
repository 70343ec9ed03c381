/** A row without its empty columns: what is null in the database is absent in the program. */
export function presentFields(row: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
}
