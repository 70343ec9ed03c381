import { WebClient } from '@slack/web-api';
import { expect, test } from 'vitest';
import { createPeople } from '../../../adapters/slack/people.ts';

/** A client whose only person is this one. */
function clientWith(user: object): WebClient {
  const client = new WebClient('xoxb-invented');
  client.users.info = async () => ({ ok: true, user });
  return client;
}

const MEMBER = { id: 'U1', team_id: 'T1' };
const ADMIN = { ...MEMBER, is_admin: true };
const GUEST = { ...MEMBER, is_restricted: true };
const STRANGER = { id: 'U1', team_id: 'T2', is_stranger: true };
const BOT = { ...ADMIN, is_bot: true };

test.each([
  ['members', MEMBER, true],
  ['members', GUEST, false],
  ['members', STRANGER, false],
  ['admins', MEMBER, false],
  ['admins', ADMIN, true],
  ['admins', { ...ADMIN, team_id: 'T2' }, false],
  ['everyone', GUEST, true],
  ['everyone', { ...MEMBER, deleted: true }, false],
  ['everyone', BOT, false],
] as const)('with %s managing, whether %o may is %s', async (managers, user, mayManage) => {
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const findPerson = createPeople({ managers, log, now: () => 0 });
  expect(await findPerson(clientWith(user), 'U1', 'T1')).toMatchObject({ mayManage });
});
