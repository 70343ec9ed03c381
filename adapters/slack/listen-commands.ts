import { commandLine, mentionedLine } from './command-text.ts';
import { type Listening, onEvent, threadOf } from './listening.ts';
import { runLine } from './run-line.ts';
import { isFormLine, openForm } from './subscribe-form.ts';

/** Commands as `/papers …`, by a mention, and in direct messages, where every message is one. */
export function listenForCommands(listening: Listening): void {
  const { app, communityOf, track } = listening;

  app.command('/papers', async ({ command, ack, respond, client, context }) => {
    await ack();
    const place = { channel: command.channel_id, person: command.user_id, occasion: command.trigger_id };
    const scene = { client, community: communityOf(context), context };
    const text = commandLine(command.text);
    const work = isFormLine(text)
      ? openForm(listening, scene, place, { trigger: command.trigger_id, url: command.response_url })
      : runLine(listening, scene, place, { text }, respond);
    await track(work);
  });

  onEvent(listening, 'app_mention', async (event, scene) => {
    if (event.user === undefined || event.bot_id !== undefined) return;
    const place = {
      channel: event.channel,
      person: event.user,
      occasion: event.ts,
      ...threadOf(event.thread_ts),
    };
    await runLine(listening, scene, place, {
      text: mentionedLine(event.text, scene.context.botUserId),
    });
  });

  onEvent(listening, 'message', async (event, scene) => {
    const isPerson = event.subtype === undefined && event.bot_id === undefined;
    if (event.channel_type !== 'im' || !isPerson || event.text === undefined) return;
    const { channel, user, ts, thread_ts, text } = event;
    const place = { channel, person: user, occasion: ts, ...threadOf(thread_ts) };
    await runLine(listening, scene, place, { text: mentionedLine(text, scene.context.botUserId) });
  });
}
