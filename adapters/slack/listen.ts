import type { CodedError } from '@slack/bolt';
import { listenForHome } from './home.ts';
import { listenForCommands } from './listen-commands.ts';
import { listenForPresence } from './listen-presence.ts';
import { listenForPresses } from './listen-presses.ts';
import { listenForReactions } from './listen-reactions.ts';
import type { Listening } from './listening.ts';
import { sayRefusal, userErrorIn } from './refusal.ts';
import { listenForForms } from './subscribe-form.ts';

/** Hands what people do on Slack to the core. Each is acknowledged before anything else: Slack waits 3 seconds. */
export function listen(listening: Listening): void {
  listenForCommands(listening);
  listenForPresses(listening);
  listenForForms(listening);
  listenForHome(listening);
  listenForReactions(listening);
  listenForPresence(listening);
  const { app, log, track } = listening;
  app.error(async ({ error, body }: { readonly error: CodedError; readonly body: object }) => {
    const level = userErrorIn(error) ? 'warn' : 'error';
    log[level]({ platform: 'slack', error }, 'could not handle what came from Slack');
    // Slack is not acknowledged before this ends.
    track(sayRefusal(error, body)).catch((unsaid: unknown) =>
      log.warn({ platform: 'slack', error: unsaid }, 'could not say why nothing was done'),
    );
  });
}
