import { listenForHome } from './home.ts';
import { listenForCommands } from './listen-commands.ts';
import { listenForPresence } from './listen-presence.ts';
import { listenForPresses } from './listen-presses.ts';
import { listenForReactions } from './listen-reactions.ts';
import type { Listening } from './listening.ts';
import { listenForForms } from './subscribe-form.ts';

/** Hands what people do on Slack to the core. Each is acknowledged before anything else: Slack waits 3 seconds. */
export function listen(listening: Listening): void {
  listenForCommands(listening);
  listenForPresses(listening);
  listenForForms(listening);
  listenForHome(listening);
  listenForReactions(listening);
  listenForPresence(listening);
  listening.app.error(async (error) =>
    listening.log.error({ platform: 'slack', error }, 'could not handle what came from Slack'),
  );
}
