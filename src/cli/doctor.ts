import { UserError } from '../command/user-error.ts';

/** One thing that has to be right for Paperboy to run. */
export interface Check {
  readonly name: string;
  /** What was found, in words; fails with a `UserError` that says what is wrong and how to mend it. */
  run(): Promise<string>;
}

/** Something that is odd, and may be meant. */
export interface Remark {
  readonly name: string;
  /** A sentence. */
  readonly remark: string;
}

/**
 * Makes the checks one after the other and prints what each found. A check may add others, for what can only be looked at
 * when it went well. Gives the exit code: 1 where something is wrong.
 */
export async function runDoctor(
  checks: readonly (Check | Adding | Remark)[],
  write: (text: string) => void,
): Promise<number> {
  let wrong = 0;
  let odd = 0;
  const waiting = [...checks];
  for (let check = waiting.shift(); check; check = waiting.shift()) {
    try {
      if ('add' in check) waiting.unshift(...(await check.add()));
      else if ('remark' in check) {
        odd += 1;
        write(`! ${check.name}: ${check.remark}\n`);
      } else write(`✓ ${check.name}: ${await check.run()}\n`);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      wrong += 1;
      write(`✗ ${check.name}: ${error.message.replaceAll('\n', '\n  ')}\n`);
    }
  }
  const things = wrong === 1 ? 'One thing is' : `${wrong} things are`;
  write(wrong > 0 ? `${things} wrong.\n` : `All ${odd > 0 ? 'else ' : ''}is well.\n`);
  return wrong === 0 ? 0 : 1;
}

/** Checks that are known only when something else went well. */
export interface Adding {
  /** Of what goes wrong before there are any. */
  readonly name: string;
  add(): Promise<readonly (Check | Adding | Remark)[]>;
}
