// SPDX-License-Identifier: Apache-2.0
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonValue } from '@registry/chaincode/protocol';
import { connectLedger, type ConnectOptions } from '../../../gateway/src/ledger/connectLedger';
import { CommitUnknown, LedgerBusy, LedgerRefusal, LedgerUnavailable } from '../../../gateway/src/ledger/errors';
import { loadIdentity } from '../../../gateway/src/ledger/identity';
import type { Call, CommittedBlock, LedgerIdentity, LedgerPort } from '../../../gateway/src/ledger/port';
import { CHAINCODE, CHANNEL, startKv, type KvNetwork } from '../../support/engine';
import { startTcpProxy, type TcpProxy } from '../../support/tcpProxy';

const START = 120_000;

describe('The ledger through a running engine', () => {
  let kv: KvNetwork;
  let line: TcpProxy;
  let person: LedgerIdentity;
  let ledger: LedgerPort;
  const opened: LedgerPort[] = [];
  const lost: unknown[] = [];

  const open = (options: Partial<ConnectOptions> = {}): LedgerPort => {
    const port = connectLedger({
      ...{ connectionFile: join(kv.dataDir, 'line.json'), organization: 'r1', channel: CHANNEL, chaincode: CHAINCODE },
      service: person,
      onLostStream: (error) => lost.push(error),
      ...options,
    });
    opened.push(port);
    return port;
  };
  const call = (transaction: string, request: JsonValue): Call => ({
    ...{ identity: person, contract: 'KV', transaction, request },
  });
  const increment = (key: string, through = ledger): ReturnType<LedgerPort['submit']> =>
    through.submit(call('Increment', { key }));
  const collect = async (from: number, count: number): Promise<CommittedBlock[]> => {
    const stop = new AbortController();
    const blocks: CommittedBlock[] = [];
    for await (const block of ledger.blocks(from, stop.signal)) {
      blocks.push(block);
      if (blocks.length === count) stop.abort();
    }
    return blocks;
  };

  beforeAll(async () => {
    kv = await startKv();
    const peer = kv.network.peers['r1']!;
    line = await startTcpProxy(peer.address);
    writeFileSync(join(kv.dataDir, 'line.json'), JSON.stringify({ r1: { ...peer, address: line.address } }));
    person = loadIdentity(join(kv.dataDir, 'identities', 'r1', 'users', 'user1'), 'R1MSP');
    ledger = open();
  }, START);
  afterAll(async () => {
    for (const port of opened) port.close();
    await line.close();
    await kv.remove();
  });

  it('answers a command once it stands in a block, and says in which', async () => {
    const before = await ledger.height();
    const { transactionId, blockNumber, answer } = await increment('first');
    expect([answer, blockNumber]).toEqual([1, before]);
    expect(transactionId).toMatch(/^[0-9a-f]{64}$/);
    expect(await ledger.height()).toBe(before + 1);
  });

  it('answers a question without writing', async () => {
    const before = await ledger.height();
    expect(await ledger.evaluate(call('Increment', { key: 'question' }))).toBe(1);
    expect(await ledger.evaluate(call('Increment', { key: 'question' }))).toBe(1);
    expect(await ledger.height()).toBe(before);
  });

  it('reads anew what somebody else changed meanwhile, under another id', async () => {
    const all = await Promise.all([1, 2, 3, 4].map(() => increment('shared')));
    expect(all.map(({ answer }) => answer).sort()).toEqual([1, 2, 3, 4]);
    expect(new Set(all.map(({ transactionId }) => transactionId)).size).toBe(4);
  });

  it('passes on what the chaincode refused, parsed, and writes nothing', async () => {
    const before = await ledger.height();
    const refusal = call('Fail', { code: 'NOT_FOUND', details: { state: 'NOTICE', allowed: ['closeNotice'] } });
    for (const attempt of [ledger.evaluate(refusal), ledger.submit(refusal)]) {
      const error = await attempt.catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(LedgerRefusal);
      expect((error as LedgerRefusal).refusal).toMatchObject({
        code: 'NOT_FOUND',
        details: { state: 'NOTICE', allowed: ['closeNotice'] },
      });
    }
    expect(await ledger.height()).toBe(before);
  });

  it('takes a refusal only in the register’s own form', async () => {
    for (const request of [
      { code: 'NO_SUCH_CODE', details: {} },
      { code: 'NOT_FOUND', details: {}, more: 1 },
    ]) {
      await expect(ledger.submit(call('Fail', request))).rejects.toThrow(LedgerUnavailable);
    }
  });

  it('gives up where endorsers never agree, having written nothing', async () => {
    const before = await ledger.height();
    await expect(ledger.submit(call('Differ', { key: 'random' }))).rejects.toThrow(LedgerUnavailable);
    expect(await ledger.height()).toBe(before);
  });

  it('knows what became of a transaction, and that nothing is known of another', async () => {
    const { transactionId, blockNumber } = await increment('fate');
    expect(await ledger.transaction(person, transactionId)).toEqual({ validationCode: 'VALID', blockNumber });
    expect(await ledger.transaction(person, '0'.repeat(64))).toBeUndefined();
  });

  it('says that a commit is unknown rather than guess, and finds the same transaction later', async () => {
    const impatient = open({ deadlines: { commitStatus: 0 } });
    const error = await increment('unknown', impatient).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(CommitUnknown);
    const { transactionId } = error as CommitUnknown;
    await expect(ledger.transaction(person, transactionId)).resolves.toMatchObject({ validationCode: 'VALID' });
    expect(await ledger.evaluate(call('Increment', { key: 'unknown' }))).toBe(2);
  });

  it('refuses at once what is more than may wait', async () => {
    const narrow = open({ limits: { running: 1, waiting: 1 } });
    const results = await Promise.allSettled([1, 2, 3].map((number) => increment(`narrow ${number}`, narrow)));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
    expect((results[2] as PromiseRejectedResult).reason).toBeInstanceOf(LedgerBusy);
  });

  it('shows every block from the first, chained, with what it holds', async () => {
    const height = await ledger.height();
    const { transactionId } = await increment('shown');
    const blocks = await collect(0, height + 1);
    blocks.forEach((block, index) => {
      expect(block.number).toBe(index);
      if (index > 0) expect(block.previousHash).toBe(blocks[index - 1]!.hash);
    });
    expect(blocks.at(-1)!.transactions).toMatchObject([{ transactionId, index: 0, validationCode: 'VALID' }]);
    const codes = blocks.flatMap(({ transactions }) => transactions.map(({ validationCode }) => validationCode));
    expect(codes).toContain('MVCC_READ_CONFLICT');
  });

  describe('over a line that is cut', () => {
    afterEach(() => {
      line.mend();
    });

    it('goes on where it broke off, without a block twice or missing', async () => {
      const from = await ledger.height();
      const following = collect(from, 3);
      await increment('cut');
      line.cut();
      line.mend();
      await increment('cut');
      await increment('cut');
      expect((await following).map(({ number }) => number)).toEqual([from, from + 1, from + 2]);
    });

    it('says that it is not available while nobody answers, and recovers by itself', async () => {
      const hasty = open({ deadlines: { evaluate: 300, endorse: 300 } });
      line.cut();
      await expect(hasty.evaluate(call('Increment', { key: 'away' }))).rejects.toThrow(LedgerUnavailable);
      await expect(increment('away', hasty)).rejects.toThrow(LedgerUnavailable);
      await expect(hasty.height()).rejects.toThrow(LedgerUnavailable);
      line.mend();
      await expect(increment('away')).resolves.toMatchObject({ answer: 1 });
    });
  });

  it('stops following when it is told to, even while nothing happens', async () => {
    const stop = new AbortController();
    const height = await ledger.height();
    setTimeout(() => {
      stop.abort();
    }, 50);
    for await (const block of ledger.blocks(height, stop.signal)) throw new Error(`Nobody wrote ${block.number}`);
    expect(stop.signal.aborted).toBe(true);
  });
});
