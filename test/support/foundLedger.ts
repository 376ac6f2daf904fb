// SPDX-License-Identifier: Apache-2.0
import { digestOf } from '../../chaincode/src/protocol/digest';
import type { JsonObject } from '../../chaincode/src/protocol/canonicalJson';
import { loadFounding } from '../../network/src/founding/loadFounding';
import { loadTopology } from '../../network/src/topology';
import { callerNamed } from './callers';
import { ContractLedger } from './contractLedger';

export const TEST_PROFILE = 'test-short-periods';
/** Its notices run long enough for somebody to object. */
export const NOTICE_PROFILE = 'test-notice-periods';

const plain = (value: object): JsonObject => JSON.parse(JSON.stringify(value)) as JsonObject;

/** A ledger on which the register has been founded with the data that ship, and the profile that counts seconds. */
export const newFoundedLedger = async (): Promise<ContractLedger> => {
  const ledger = new ContractLedger();
  const { institutions, calendars, profiles, endorsers } = loadFounding({
    topology: loadTopology(),
    testProfiles: [TEST_PROFILE, NOTICE_PROFILE],
  });
  const [proposer, approver] = [await callerNamed('supervisor-officer-1'), await callerNamed('supervisor-officer-2')];
  const submit = (by: typeof proposer, contract: string, transaction: string, request: JsonObject): Promise<unknown> =>
    ledger.submit({
      identity: by.identity,
      contract,
      transaction,
      request: { ...request, idempotencyKey: `founding-${digestOf(request)}` },
    });
  const settle = async (contract: string, id: JsonObject, content: JsonObject): Promise<void> => {
    await submit(proposer, contract, 'propose', { [contract]: content });
    await submit(approver, contract, 'approve', { ...id, hash: digestOf(content) });
  };
  const [supervisor, ...others] = institutions;
  await submit(proposer, 'institution', 'found', plain({ institution: supervisor, endorsers }));
  for (const one of calendars) await settle('calendar', { calendarId: one.calendarId }, plain(one));
  for (const one of profiles) await settle('profile', { profileId: one.profileId }, plain(one));
  for (const one of others) await settle('institution', { uscc: one.uscc }, plain(one));
  return ledger;
};
