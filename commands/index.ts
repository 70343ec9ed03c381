import type { Command } from '../src/command/command.ts';
import { help } from './help.ts';
import { pause } from './pause.ts';
import { preview } from './preview.ts';
import { resume } from './resume.ts';
import { schedule } from './schedule.ts';
import { search } from './search.ts';
import { settings } from './settings.ts';
import { show } from './show.ts';
import { status } from './status.ts';
import { subscribe } from './subscribe.ts';
import { subscriptions } from './subscriptions.ts';
import { today } from './today.ts';
import { top } from './top.ts';
import { unsubscribe } from './unsubscribe.ts';

/** All subcommands of `/papers`, in the order in which help shows them. */
export const commands: readonly Command[] = [
  today,
  search,
  show,
  subscribe,
  unsubscribe,
  subscriptions,
  preview,
  schedule,
  settings,
  pause,
  resume,
  top,
  status,
  help,
];
