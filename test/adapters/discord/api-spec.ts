import { isDeepStrictEqual } from 'node:util';
import * as spec from 'discord-api-spec/zod';
import { array, union } from 'zod/mini';
import { commandComplaints } from './command-rules.ts';
import { complaintsAbout } from './discord-rules.ts';

export interface Request {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

interface Rule {
  readonly request: RegExp;
  readonly schema: spec.Schema;
  /** What the description misses. */
  readonly more?: (body: never) => string[];
}

/** What may be sent, by Discord's own description of its API; messages and commands have rules beyond it. */
const RULES: readonly Rule[] = [
  {
    request: /^POST \/channels\/\d+\/messages$/,
    schema: spec.MessageCreateRequestSchema,
    more: complaintsAbout,
  },
  {
    request: /^PATCH \/channels\/\d+\/messages\/\d+$/,
    schema: spec.MessageEditRequestPartialSchema,
    more: complaintsAbout,
  },
  {
    request: /^POST \/webhooks\/\d+\/[^/]+$/,
    schema: spec.IncomingWebhookInteractionRequestSchema,
    more: complaintsAbout,
  },
  {
    request: /^PATCH \/webhooks\/\d+\/[^/]+\/messages\/(?:\d+|@original)$/,
    schema: spec.IncomingWebhookUpdateRequestPartialSchema,
    more: complaintsAbout,
  },
  {
    request: /^POST \/interactions\/\d+\/[^/]+\/callback$/,
    schema: union([
      spec.CreateMessageInteractionCallbackRequestSchema,
      spec.UpdateMessageInteractionCallbackRequestSchema,
      spec.ApplicationCommandAutocompleteCallbackRequestSchema,
      spec.ModalInteractionCallbackRequestSchema,
    ]),
  },
  {
    request: /^PUT \/applications\/\d+\/(?:guilds\/\d+\/)?commands$/,
    schema: array(spec.ApplicationCommandUpdateRequestSchema),
    more: commandComplaints,
  },
  {
    request: /^POST \/channels\/\d+\/messages\/\d+\/threads$/,
    schema: spec.CreateTextThreadWithMessageRequestSchema,
  },
  { request: /^POST \/users\/@me\/channels$/, schema: spec.CreatePrivateChannelRequestSchema },
];

/** What Discord would complain of; a request with a body that no rule knows is a complaint too. */
export function requestComplaints({ method, path, body }: Request): string[] {
  if (method === 'GET' || method === 'DELETE') return [];
  const [place = ''] = decodeURIComponent(path).split('?');
  const rule = RULES.find(({ request }) => request.test(`${method} ${place}`));
  if (!rule) return [`nobody knows ${method} ${place}`];
  const ours = withoutLibrarys(body);
  const { success, data, error } = rule.schema.safeParse(ours);
  if (!success) return error.issues.map(({ path: at, message }) => `${at.map(String).join('.')} ${message}`);
  // What the schemas do not know they leave out.
  const unknown = isDeepStrictEqual(data, ours) ? [] : [`something unknown in ${JSON.stringify(ours)}`];
  return [...unknown, ...(rule.more?.(body as never) ?? [])];
}

/** discord.js puts two fields into every answer; Discord passes over those that an answer does not have. */
function withoutLibrarys(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  const { data, ...rest } = body as Record<string, unknown>;
  const { tts, enforce_nonce, ...ours } = rest;
  const isFalse = (value: unknown) => value === undefined || value === false;
  const kept = isFalse(tts) && isFalse(enforce_nonce) ? ours : rest;
  return data === undefined ? kept : { ...kept, data: withoutLibrarys(data) };
}
