export interface BenchOptions {
  /** What `--name 123` gave. */
  readonly numbers: Readonly<Record<string, number>>;
}

export interface BenchResult {
  readonly title: string;
  /** What was measured, its value, and the goal. */
  readonly rows: readonly (readonly [what: string, value: string, goal: string])[];
}
