// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Topology } from '@registry/network';
import { openStore } from '../../../network/src/embedded/ledger/store/openStore';
import { compileChaincode } from '../../support/compileChaincode';
import { startEngineProcess, topologyOnFreePorts, type EngineProcess } from '../../support/engineProcess';
import { openClient, readPerson, type LedgerClient } from '../../support/ledgerClient';

const ROUNDS = 20;
const WRITERS = 6;
const COUNTER = 'counter';

/** Everything that a client was told is committed, over all rounds. */
interface Acknowledged {
  readonly records: Set<string>;
  counter: number;
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

describe('an engine that is killed under load', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'registry-kill-'));
  const chaincodePath = compileChaincode('kvChaincode');
  const acknowledged: Acknowledged = { records: new Set(), counter: 0 };
  let topology: Topology;
  let topologyFile: string;
  let engine: EngineProcess | undefined;

  beforeAll(async () => {
    ({ topology, file: topologyFile } = await topologyOnFreePorts(dataDir));
  });

  afterAll(async () => {
    await engine?.end('SIGKILL');
    rmSync(dataDir, { recursive: true, force: true });
  });

  function connect({ status }: EngineProcess): LedgerClient {
    const user = topology.users[0]!;
    const connection = status.peers[user.org]!;
    const person = readPerson(dataDir, user.org, user.name, connection.mspId);
    return openClient({ connection, person, channel: status.channel, chaincode: status.chaincode.name });
  }

  /** Submits until the engine is gone; notes only what it acknowledged. */
  async function writeUntilKilled(client: LedgerClient, round: number, writer: number): Promise<void> {
    for (let index = 0; ; index++) {
      const id = `record-${round}-${writer}-${index}`;
      try {
        await client.contract.submitTransaction('Create', id, '{"value":1}');
      } catch {
        // Whether this one committed is unknown; that it is there wholly or not at all is checked below.
        return;
      }
      acknowledged.records.add(id);
    }
  }

  async function countUntilKilled(client: LedgerClient): Promise<void> {
    for (;;) {
      try {
        acknowledged.counter = Number(text(await client.contract.submitTransaction('Increment', COUNTER)));
      } catch {
        return;
      }
    }
  }

  async function expectWhole({ contract }: LedgerClient): Promise<void> {
    const evaluate = async (name: string, ...args: string[]): Promise<unknown> =>
      JSON.parse(text(await contract.evaluateTransaction(name, ...args)));
    const records = (await evaluate('Range', 'record-', 'record-~', '')) as string[];
    const owners = (await evaluate('CompositeRange', 'owner', '[]')) as [string[], string][];
    const hashes = (await evaluate('CompositeRange', 'hash', '[]')) as [string[], string][];
    const ids = (rows: [string[], string][]): string[] => rows.map(([attributes]) => attributes[1]!).sort();
    expect(ids(owners)).toEqual([...records].sort());
    expect(ids(hashes)).toEqual([...records].sort());
    const present = new Set(records);
    expect([...acknowledged.records].filter((id) => !present.has(id))).toEqual([]);
    const history = (await evaluate('History', COUNTER)) as [number, string, boolean][];
    const values = history.map(([, value]) => Number(value));
    expect(values.length).toBeGreaterThanOrEqual(acknowledged.counter);
    expect(values).toEqual(values.map((_value, index) => values.length - index));
  }

  it(`loses nothing that it acknowledged and serves nothing half-written, ${ROUNDS} times over`, async () => {
    for (let round = 0; round < ROUNDS; round++) {
      engine = await startEngineProcess({ dataDir, topologyFile, chaincodePath });
      const client = connect(engine);
      await expectWhole(client);
      const writers = Array.from({ length: WRITERS }, (_none, writer) => writeUntilKilled(client, round, writer));
      const load = Promise.all([...writers, countUntilKilled(client)]);
      // A different moment of the load in each round.
      await new Promise((resolve) => setTimeout(resolve, 150 + round * 37));
      await engine.end('SIGKILL');
      await load;
      client.close();
    }
    engine = await startEngineProcess({ dataDir, topologyFile, chaincodePath });
    const client = connect(engine);
    await expectWhole(client);
    client.close();
    expect(acknowledged.records.size).toBeGreaterThan(ROUNDS);
    await engine.end('SIGTERM');
    engine = undefined;
    const store = await openStore(join(dataDir, 'ledger'), 'all');
    expect(store.height).toBeGreaterThan(ROUNDS);
    await store.close();
  }, 300_000);
});
