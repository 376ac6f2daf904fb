// SPDX-License-Identifier: Apache-2.0
import { LedgerRefusal } from '@registry/gateway';
import type { LedgerIdentity, LedgerPort } from '@registry/gateway';
import type { Keeping } from './keeping';

export interface BeaconTurning {
  readonly ledger: LedgerPort;
  /** An officer of the supervisor. */
  readonly officer: LedgerIdentity;
  readonly keeping: Keeping;
}

export interface Turned {
  /** The round that is secret from now on. */
  readonly round: number;
  /** What became of the round before it; nothing where the beacon has just begun. */
  readonly ended?: 'revealed' | 'given up';
}

interface Standing {
  readonly round: number;
  readonly commitment: string;
}

const standing = async ({ ledger, officer }: BeaconTurning): Promise<Standing | undefined> => {
  try {
    const call = { identity: officer, contract: 'beacon', transaction: 'read', request: {} };
    return (await ledger.evaluate(call)) as unknown as Standing;
  } catch (error) {
    if (error instanceof LedgerRefusal && error.refusal.code === 'NOT_FOUND') return undefined;
    throw error;
  }
};

const submitTurn = async ({ ledger, officer, keeping }: BeaconTurning, ended: object): Promise<void> => {
  const next = keeping.keepNew();
  const request = { ...ended, next, idempotencyKey: `beacon-${next}` };
  await ledger.submit({ identity: officer, contract: 'beacon', transaction: 'turn', request });
};

/** Begins the beacon where there is none yet. @returns whether it has begun with this */
export const beginBeacon = async (turning: BeaconTurning): Promise<boolean> => {
  if ((await standing(turning)) !== undefined) return false;
  await submitTurn(turning, {});
  return true;
};

/** Reveals the value of the round, or gives up one that is not kept here, and commits to the next. */
export const turnBeacon = async (turning: BeaconTurning): Promise<Turned> => {
  const before = await standing(turning);
  if (before === undefined) {
    await submitTurn(turning, {});
    return { round: 1 };
  }
  const value = turning.keeping.find(before.commitment);
  await submitTurn(turning, value === undefined ? { givesUp: true } : { value });
  return { round: before.round + 1, ended: value === undefined ? 'given up' : 'revealed' };
};
