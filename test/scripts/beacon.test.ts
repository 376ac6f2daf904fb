// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beaconCommitment } from '../../chaincode/src/protocol/agencyDraw';
import type { BeaconRecord } from '../../chaincode/src/protocol/schemas/beacon';
import { newKeeping } from '../../scripts/src/beacon/keeping';
import { beginBeacon, turnBeacon } from '../../scripts/src/beacon/turn';
import type { BeaconTurning } from '../../scripts/src/beacon/turn';
import { callerNamed } from '../support/callers';
import { newFoundedLedger } from '../support/foundLedger';

describe('the supervisor’s beacon', () => {
  let folder: string;
  let turning: BeaconTurning;
  beforeAll(async () => {
    folder = join(mkdtempSync(join(tmpdir(), 'beacon-')), 'values');
    const { identity: officer } = await callerNamed('supervisor-officer-1');
    turning = { ledger: await newFoundedLedger(), officer, keeping: newKeeping(folder) };
  }, 60_000);
  afterAll(() => {
    rmSync(join(folder, '..'), { recursive: true });
  });
  const beacon = async (): Promise<BeaconRecord> => {
    const call = { identity: turning.officer, contract: 'beacon', transaction: 'read', request: {} };
    return (await turning.ledger.evaluate(call)) as unknown as BeaconRecord;
  };

  it('begins once, with a value that only its owner can read', async () => {
    expect([await beginBeacon(turning), await beginBeacon(turning)]).toEqual([true, false]);
    const { round, commitment } = await beacon();
    expect([round, readdirSync(folder)]).toEqual([1, [commitment]]);
    expect(beaconCommitment(turning.keeping.find(commitment)!)).toBe(commitment);
    expect([statSync(folder).mode & 0o777, statSync(join(folder, commitment)).mode & 0o777]).toEqual([0o700, 0o600]);
  });

  it('reveals the value that is kept, and commits to a new one', async () => {
    const { commitment } = await beacon();
    expect(await turnBeacon(turning)).toEqual({ round: 2, ended: 'revealed' });
    const after = await beacon();
    expect(after.past).toEqual([{ round: 1, value: turning.keeping.find(commitment) }]);
    expect(after.commitment).not.toBe(commitment);
  });

  it('gives up a value that is kept elsewhere', async () => {
    const elsewhere = { ...turning, keeping: newKeeping(join(folder, '..', 'elsewhere')) };
    expect(await turnBeacon(elsewhere)).toEqual({ round: 3, ended: 'given up' });
    expect(await turnBeacon(elsewhere)).toEqual({ round: 4, ended: 'revealed' });
    expect((await beacon()).past.map(({ value }) => value === undefined)).toEqual([false, true, false]);
  });
});
