// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import {
  loadFounding,
  loadTopology,
  startEmbedded,
  withPorts,
  type PeerConnections,
  type Topology,
} from '@registry/network';
import { connectLedger, LEDGER_CLIENTS, type ConnectOptions } from '../../gateway/src/ledger/connectLedger';
import { LedgerRefusal } from '../../gateway/src/ledger/errors';
import { ClientUnsuited } from '../../gateway/src/ledger/fabricNetwork/failures';
import type { Call, CommittedBlock, LedgerIdentity, LedgerPort } from '../../gateway/src/ledger/port';
import { loadIdentity } from '../../gateway/src/ledger/identity';
import { readServiceIdentity } from '../../gateway/src/wallet/serviceIdentity';
import { binariesOrSay, CHAINCODE, startFabricTest } from '../support/fabric';
import { aFiling } from '../support/filing';
import { newRegisterClients } from '../support/registerClients';
import { straightPath } from '../support/straightPath';

const PROFILE = 'test-short-periods';
const START_MS = 180_000;

interface Engine {
  readonly topology: Topology;
  readonly dataDir: string;
  readonly peers: PeerConnections;
  readonly asksForTls: boolean;
  readonly remove: () => Promise<void>;
}

const embedded = async (): Promise<Engine> => {
  const topology = withPorts(loadTopology(), () => 0);
  const dataDir = mkdtempSync(join(tmpdir(), 'registry-port-'));
  const network = await startEmbedded({ topology, chaincodePath: CHAINCODE, dataDir });
  writeFileSync(join(dataDir, 'connection.json'), JSON.stringify(network.peers));
  const remove = async (): Promise<void> => {
    await network.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { topology, dataDir, peers: network.peers, asksForTls: false, remove };
};

const fabric = async (): Promise<Engine> => {
  const test = await startFabricTest();
  const { network } = test;
  return {
    topology: network.topology,
    dataDir: network.dataDir,
    peers: network.peers,
    asksForTls: true,
    remove: () => test.remove(),
  };
};

const binaries = binariesOrSay('the ledger port on real peers and orderers');
const engines = [
  { engine: 'the embedded engine', start: embedded, clients: ['fabric-gateway'] as const },
  ...(binaries ? [{ engine: `Fabric ${binaries.version} with Raft`, start: fabric, clients: LEDGER_CLIENTS }] : []),
];

describe.each(engines)('The ledger port on $engine', ({ start, clients }) => {
  let running: Engine;
  const opened: LedgerPort[] = [];

  const open = (client: ConnectOptions['client'], more: Partial<ConnectOptions> = {}): LedgerPort => {
    const mspIds = ['ZhengzhouMSP', 'GuiyangMSP', 'SupervisorMSP'];
    const port = connectLedger({
      ...{
        connectionFile: join(running.dataDir, 'connection.json'),
        organization: 'zhengzhou',
        ...(client && { client }),
      },
      ...readServiceIdentity(join(running.dataDir, 'identities'), 'zhengzhou', 'ZhengzhouMSP'),
      endorsers: { mspIds, threshold: 2 },
      ...more,
    });
    opened.push(port);
    return port;
  };
  const person = (name: string): LedgerIdentity => {
    const { org } = running.topology.users.find((one) => one.name === name)!;
    const { mspId } = running.topology.organizations.find((one) => one.name === org)!;
    return loadIdentity(join(running.dataDir, 'identities', org, 'users', name), mspId);
  };

  beforeAll(async () => {
    running = await start();
    const register = newRegisterClients(running);
    await register.found(loadFounding({ topology: running.topology, testProfiles: [PROFILE] }));
    register.close();
  }, START_MS);

  afterAll(async () => {
    for (const port of opened) port.close();
    await running.remove();
  }, START_MS);

  describe.each(clients)('through %s', (client) => {
    let ledger: LedgerPort;
    let keys = 0;

    beforeAll(() => {
      ledger = open(client);
    });

    const call = (by: string, transaction: string, body: object): Call => {
      keys += 1;
      const idempotencyKey = `${client}-${String(keys).padStart(8, '0')}`;
      return {
        identity: person(by),
        contract: 'application',
        transaction,
        request: { idempotencyKey, ...body },
      };
    };
    const file = (): ReturnType<LedgerPort['submit']> =>
      ledger.submit(call('zhengzhou-applicant-1', 'submit', { filing: aFiling({ profileId: PROFILE }) }));

    it('answers a command once it stands in a block, and knows what became of it', async () => {
      const before = await ledger.height();
      const { transactionId, blockNumber, answer } = await file();
      expect(answer).toMatchObject({ state: 'SUBMITTED' });
      expect(blockNumber).toBeGreaterThanOrEqual(before);
      const identity = person('zhengzhou-applicant-1');
      expect(await ledger.transaction(identity, transactionId)).toEqual({ validationCode: 'VALID', blockNumber });
      expect(await ledger.transaction(identity, '0'.repeat(64))).toBeUndefined();
    });

    it('writes what its custodian must endorse', async () => {
      const { answer } = await file();
      const [accept] = straightPath(aFiling({ profileId: PROFILE }));
      const body = { caseId: (answer as { caseId: string }).caseId, ...accept!.body };
      const accepted = await ledger.submit(call(accept!.user, 'accept', body));
      expect(await ledger.transaction(person(accept!.user), accepted.transactionId)).toMatchObject({
        validationCode: 'VALID',
      });
    });

    it('passes on what the chaincode refused, parsed, and writes nothing', async () => {
      const before = await ledger.height();
      const refusal = call('zhengzhou-acceptance-1', 'submit', { filing: aFiling({ profileId: PROFILE }) });
      const error: unknown = await ledger.submit(refusal).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(LedgerRefusal);
      await expect(ledger.evaluate(refusal)).rejects.toThrow(LedgerRefusal);
      expect(await ledger.height()).toBe(before);
    });

    it('shows every block from the first, chained, with what it holds', async () => {
      const { transactionId, blockNumber } = await file();
      const stop = new AbortController();
      const blocks: CommittedBlock[] = [];
      for await (const block of ledger.blocks(0, stop.signal)) {
        blocks.push(block);
        if (block.number === blockNumber) stop.abort();
      }
      for (const [index, block] of blocks.slice(1).entries()) expect(block.previousHash).toBe(blocks[index]!.hash);
      expect(blocks.at(-1)!.transactions).toContainEqual(
        expect.objectContaining({ transactionId, validationCode: 'VALID' }),
      );
    });
  });

  if (clients.length === 1) {
    it('refuses fabric-network, whose discovery it does not serve, in words that say so', async () => {
      await expect(open('fabric-network').height()).rejects.toThrow(ClientUnsuited);
    });
  }
});
