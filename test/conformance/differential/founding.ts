// SPDX-License-Identifier: Apache-2.0
import { loadFounding, type Topology } from '@registry/network';
import type { JsonInputObject } from '../../../chaincode/src/protocol/canonicalJson';
import { digestOf } from '../../../chaincode/src/protocol/digest';
import type { Command } from './commands';

export const PROFILES = ['test-short-periods', 'zhengzhou-2024', 'n35-2026'];

const command = (by: string, transaction: string, body: object): Command => {
  const idempotencyKey = `founding-${transaction}-${digestOf(body as JsonInputObject).slice(0, 16)}`;
  return { by, transaction, args: [JSON.stringify({ idempotencyKey, ...body })], sending: 'once' };
};

/** What a register begins with, in rounds of which each builds on the one before it. */
export function foundingRounds(topology: Topology): readonly (readonly Command[])[] {
  const founding = loadFounding({ topology, testProfiles: ['test-short-periods'] });
  const [supervisor, ...institutions] = founding.institutions;
  const contents = [
    ...institutions.map((one) => ({ kind: 'institution', content: one, id: { uscc: one.uscc } })),
    ...founding.profiles.map((one) => ({ kind: 'profile', content: one, id: { profileId: one.profileId } })),
    ...founding.calendars.map((one) => ({ kind: 'calendar', content: one, id: { calendarId: one.calendarId } })),
  ];
  const body = { institution: supervisor, endorsers: founding.endorsers };
  return [
    [command('supervisor-officer-1', 'institution:found', body)],
    contents.map(({ kind, content }) => command('supervisor-officer-1', `${kind}:propose`, { [kind]: content })),
    contents.map(({ kind, content, id }) =>
      command('supervisor-officer-2', `${kind}:approve`, { ...id, hash: digestOf(content as JsonInputObject) }),
    ),
  ];
}
