// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileChaincode } from '../support/compileChaincode';
import { startEngineProcess, topologyOnFreePorts, type EngineProcess } from '../support/engineProcess';
import { openClient, readPerson, type LedgerClient } from '../support/ledgerClient';
import { useOf } from './processUse';

/** What the engine did with a number of clients at once. */
export interface EngineLoad {
  readonly clients: number;
  readonly transactions: number;
  readonly perSecond: number;
  /** Milliseconds from a client's call to its commit. */
  readonly p50: number;
  readonly p95: number;
  /** Milliseconds of processor time that the engine's process took for each transaction. */
  readonly cpuPerTransaction: number;
  /** Resident memory of the engine's process at the end, MiB. */
  readonly memory: number;
}

export interface EngineLoadOptions {
  /** Numbers of clients to measure with, one after the other. */
  readonly clients: readonly number[];
  /** Transactions for each number of clients. */
  readonly transactions: number;
}

const WARM_UP = 300;
/** A value of one kilobyte. */
const VALUE = JSON.stringify({ text: 'x'.repeat(1000) });

/**
 * Measures creates of two reads and three writes, endorsed by three organizations: engine and clients in processes of
 * their own, over TLS, with the unmodified client and a native signer.
 */
export async function measureEngine({ clients, transactions }: EngineLoadOptions): Promise<readonly EngineLoad[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'registry-load-'));
  const { file, topology } = await topologyOnFreePorts(dataDir);
  const chaincodePath = compileChaincode('kvChaincode');
  const engine = await startEngineProcess({ dataDir, topologyFile: file, chaincodePath });
  const [user] = topology.users;
  const connection = engine.status.peers[user?.org ?? ''];
  if (user === undefined || connection === undefined) throw new Error('The topology has no user with a peer');
  const person = readPerson(dataDir, user.org, user.name, connection.mspId);
  const { channel, chaincode } = engine.status;
  const client = openClient({ connection, person, channel, chaincode: chaincode.name });
  try {
    const creator = new Creator(client);
    await creator.run(10, WARM_UP);
    const loads: EngineLoad[] = [];
    for (const count of clients) loads.push(await measure(creator, engine, { clients: count, transactions }));
    return loads;
  } finally {
    client.close();
    await engine.end('SIGTERM');
    rmSync(dataDir, { recursive: true, force: true });
  }
}

interface Round {
  readonly clients: number;
  readonly transactions: number;
}

async function measure(creator: Creator, engine: EngineProcess, round: Round): Promise<EngineLoad> {
  const { processorMs } = useOf(engine.pid);
  const start = performance.now();
  const latencies = await creator.run(round.clients, round.transactions);
  const elapsed = performance.now() - start;
  latencies.sort((left, right) => left - right);
  const after = useOf(engine.pid);
  return {
    ...round,
    perSecond: rounded((round.transactions / elapsed) * 1000),
    p50: rounded(latencies[Math.floor(latencies.length * 0.5)] ?? 0),
    p95: rounded(latencies[Math.floor(latencies.length * 0.95)] ?? 0),
    cpuPerTransaction: rounded((after.processorMs - processorMs) / round.transactions),
    memory: rounded(after.memory),
  };
}

/** Creates records under names that nobody used before. */
class Creator {
  readonly #client: LedgerClient;
  #created = 0;

  constructor(client: LedgerClient) {
    this.#client = client;
  }

  /** @returns milliseconds of each create */
  async run(clients: number, transactions: number): Promise<number[]> {
    const latencies: number[] = [];
    let left = transactions;
    const work = async (): Promise<void> => {
      while (left-- > 0) {
        const start = performance.now();
        await this.#create(`record${this.#created++}`);
        latencies.push(performance.now() - start);
      }
    };
    await Promise.all(Array.from({ length: clients }, work));
    return latencies;
  }

  async #create(id: string): Promise<void> {
    await this.#client.contract.submit('Create', {
      arguments: [id, VALUE],
      endorsingOrganizations: ['ZhengzhouMSP', 'GuiyangMSP', 'SupervisorMSP'],
    });
  }
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
