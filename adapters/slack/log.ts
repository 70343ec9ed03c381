import { type Logger, LogLevel } from '@slack/bolt';

/** Where the adapter tells what happened; pino's shape. */
export interface SlackLog {
  info(context: Record<string, unknown>, message: string): void;
  warn(context: Record<string, unknown>, message: string): void;
  error(context: Record<string, unknown>, message: string): void;
}

/** Slack's libraries log through ours. Their debug lines hold whole messages and are left out. */
export function slackLogger(log: SlackLog): Logger {
  const tell =
    (level: 'info' | 'warn' | 'error') =>
    (...words: unknown[]) =>
      log[level]({ platform: 'slack' }, words.map(String).join(' '));
  return {
    debug: () => {},
    info: tell('info'),
    warn: tell('warn'),
    error: tell('error'),
    getLevel: () => LogLevel.INFO,
    setLevel: () => {},
    setName: () => {},
  };
}
