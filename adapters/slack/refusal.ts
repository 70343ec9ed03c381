import { type CodedError, ErrorCode } from '@slack/bolt';
import { z } from 'zod';
import { UserError } from '../../src/command/user-error.ts';
import { respondThrough } from './response-url.ts';

const Answerable = z.object({ response_url: z.url() });

const OUR_FAULT = 'Something went wrong on our side; it is logged. Please try again.';

/** What whoever asked can mend, among what led to an error. */
export function userErrorIn(error: unknown): UserError | undefined {
  if (error instanceof UserError) return error;
  if (!(error instanceof Error)) return undefined;
  return userErrorIn('original' in error ? error.original : error.cause);
}

/** Says why nothing is done to whoever acts where Paperboy may not act, if Slack gave a way to say so. */
export async function sayRefusal(error: CodedError, body: object): Promise<void> {
  const { data } = Answerable.safeParse(body);
  if (error.code !== ErrorCode.AuthorizationError || !data) return;
  const text = userErrorIn(error)?.message ?? OUR_FAULT;
  await respondThrough(data.response_url)({ response_type: 'ephemeral', replace_original: false, text });
}
