// SPDX-License-Identifier: Apache-2.0
import { digestOf } from '@registry/chaincode/protocol';
import type { JsonObject } from '@registry/chaincode/protocol';
import type { LedgerIdentity, LedgerPort } from '@registry/gateway';
import type { Founding } from '@registry/network';

/** The two officers of the supervisor: what one proposes, the other approves. */
export interface Officers {
  readonly proposer: LedgerIdentity;
  readonly approver: LedgerIdentity;
}

export interface FoundingRun {
  readonly ledger: LedgerPort;
  readonly officers: Officers;
  readonly founding: Founding;
  readonly say: (line: string) => void;
}

/** The same request always under the same key: a founding that broke off can simply be run again. */
const keyed = (request: JsonObject, about: JsonObject): JsonObject => ({
  ...request,
  idempotencyKey: `founding-${digestOf({ ...request, ...about })}`,
});

export interface Step {
  readonly contract: string;
  readonly transaction: 'found' | 'propose' | 'approve' | 'adopt';
  readonly request: JsonObject;
  /** What the request is done about, where the same one may be needed again. */
  readonly about?: JsonObject;
}

/** One step of the supervisor: an approval by one of its officers, everything else by the other. */
export const submit = async (
  { ledger, officers }: FoundingRun,
  { contract, transaction, request, about = {} }: Step,
): Promise<void> => {
  const identity = transaction === 'approve' ? officers.approver : officers.proposer;
  await ledger.submit({ identity, contract, transaction, request: keyed(request, about) });
};
