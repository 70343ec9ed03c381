import { RespondError, type RespondFn } from '@slack/bolt';

/** Answers through a response URL that was kept, as Bolt does for one that just came. */
export function respondThrough(url: string): RespondFn {
  return async (message) => {
    const body = JSON.stringify(typeof message === 'string' ? { text: message } : message);
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(10_000) });
    if (!response.ok)
      throw new RespondError(`Slack: the response URL answered ${response.status}`, response.status);
    return response;
  };
}
