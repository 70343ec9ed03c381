/** Such as `None of the 12 papers held matches`, and for a single one `The one paper held does not match`. */
export function noneOf(papers: number, where: string): string {
  return papers === 1
    ? `The one paper ${where} does not match`
    : `None of the ${papers} papers ${where} matches`;
}
