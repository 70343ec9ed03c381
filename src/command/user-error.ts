/**
 * A mistake that people can mend: its message is shown word for word, names the bad value and the next step.
 * Every other error is a bug.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
}
