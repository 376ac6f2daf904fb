// SPDX-License-Identifier: Apache-2.0
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { CommitUnknown, LedgerBusy, LedgerUnavailable } from '../../../gateway/src/ledger/errors';
import type { LedgerPort, TransactionFate } from '../../../gateway/src/ledger/port';
import { startTcpProxy, type TcpProxy } from '../../support/tcpProxy';
import { refusalOf, untilWritten, type Bed } from './bed';

const LOST_MS = 60_000;
const ORDERING_MS = 180_000;

/** Asks until a block holds it; what never comes ends with the test's time. */
async function untilKnown(ask: () => Promise<TransactionFate | undefined>): Promise<TransactionFate> {
  for (;;) {
    const fate = await ask().catch(() => undefined);
    if (fate) return fate;
    await delay(500);
  }
}

/** What the port says where it cannot do what is asked. */
export function failureBehaviours(bedOf: () => Bed): void {
  it('says that a commit is unknown rather than guess; its id tells later, and it was written once', async () => {
    const bed = bedOf();
    const impatient = bed.open({ deadlines: { commitStatus: 0 } });
    const error = await refusalOf(bed.increment('unknown', impatient));
    expect(error).toBeInstanceOf(CommitUnknown);
    const { transactionId } = error as CommitUnknown;
    const person = bed.person('zhengzhou-reviewer-1');
    await expect(bed.ledger.transaction(person, transactionId)).resolves.toMatchObject({ validationCode: 'VALID' });
    expect(await bed.ledger.evaluate(bed.kv('Increment', 'unknown'))).toBe('2');
  });

  it('refuses at once what is more than may wait', async () => {
    const bed = bedOf();
    const narrow = bed.open({ limits: { running: 1, waiting: 1 } });
    const results = await Promise.allSettled(['1', '2', '3'].map((name) => bed.increment(`narrow ${name}`, narrow)));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
    expect((results[2] as PromiseRejectedResult).reason).toBeInstanceOf(LedgerBusy);
  });

  it('waits no longer for an answer than it may, and writes nothing', async () => {
    const bed = bedOf();
    const hasty = bed.open({ deadlines: { evaluate: 1, endorse: 1 } });
    await expect(hasty.evaluate(bed.kv('Increment', 'hasty'))).rejects.toThrow(LedgerUnavailable);
    await expect(bed.increment('hasty', hasty)).rejects.toThrow(LedgerUnavailable);
    expect(await bed.ledger.evaluate(bed.kv('Increment', 'hasty'))).toBe('1');
  });

  it('answers nothing any more once it is closed', async () => {
    const bed = bedOf();
    const port = bed.open();
    await port.evaluate(bed.kv('Noop', ''));
    port.close();
    await expect(port.evaluate(bed.kv('Noop', ''))).rejects.toThrow();
    await expect(bed.increment('closed', port)).rejects.toThrow();
  });
}

/** A line to the peer that can be cut, for the client that has one. */
export function lineBehaviours(bedOf: () => Bed): void {
  let line: TcpProxy;
  let port: LedgerPort;

  beforeAll(async () => {
    const bed = bedOf();
    const own = bed.engine.peers['zhengzhou']!;
    line = await startTcpProxy(own.address);
    const connectionFile = join(bed.engine.dataDir, 'line.json');
    writeFileSync(connectionFile, JSON.stringify({ zhengzhou: { ...own, address: line.address } }));
    port = bed.open({ connectionFile, deadlines: { evaluate: 500, endorse: 500 } });
  });

  afterAll(async () => {
    await line.close();
  });

  it('goes on where the stream of blocks broke off, without one twice or missing', async () => {
    const bed = bedOf();
    const from = await bed.ledger.height();
    const following = bed.read(from, from + 2, port);
    await bed.increment('cut');
    line.cut();
    await bed.increment('cut');
    line.mend();
    await bed.increment('cut');
    expect((await following).map(({ number }) => number)).toEqual([from, from + 1, from + 2]);
  });

  it('says that it is not available while nobody answers, and recovers by itself', async () => {
    const bed = bedOf();
    line.cut();
    await expect(port.evaluate(bed.kv('Noop', ''))).rejects.toThrow(LedgerUnavailable);
    await expect(bed.increment('away', port)).rejects.toThrow(LedgerUnavailable);
    await expect(port.height()).rejects.toThrow(LedgerUnavailable);
    line.mend();
    while ((await port.evaluate(bed.kv('Noop', '')).catch(() => undefined)) === undefined);
    expect(await bed.ledger.evaluate(bed.kv('Increment', 'away'))).toBe('1');
  });
}

/** Orderers that are too few to order anything: real ones, where a client can be told of no block. */
export function lostOrderersBehaviours(bedOf: () => Bed): void {
  it(
    'sends a transaction again that no orderer has written, itself and not another one, when its fate is asked for',
    async () => {
      const bed = bedOf();
      const { fabric } = bed.engine;
      const hasty = bed.open({ deadlines: { submit: 1_000, commitStatus: 500 } });
      await hasty.evaluate(bed.kv('Noop', ''));
      await hasty.evaluate(bed.kv('Noop', ''));
      const lost = fabric!.processes().filter((name) => /^orderer0\.(guiyang|supervisor)$/.test(name));
      await Promise.all(lost.map((name) => fabric!.kill(name)));
      const error = await refusalOf(bed.increment('unordered', hasty));
      await Promise.all(lost.map((name) => fabric!.restart(name)));
      expect(error).toBeInstanceOf(CommitUnknown);
      const { transactionId } = error as CommitUnknown;
      const person = bed.person('zhengzhou-reviewer-1');
      const fate = await untilKnown(() => hasty.transaction(person, transactionId));
      expect(fate.validationCode).toBe('VALID');
      expect(await bed.ledger.evaluate(bed.kv('Increment', 'unordered'))).toBe('2');
    },
    ORDERING_MS,
  );
}

/** A peer of our own organization that dies: what is left where the client speaks to every peer itself. */
export function lostPeerBehaviours(bedOf: () => Bed): void {
  it(
    'says that it is not available while its own peer is gone, and recovers by itself',
    async () => {
      const bed = bedOf();
      const { fabric } = bed.engine;
      const hasty = bed.open({ deadlines: { evaluate: 1_000, endorse: 1_000 } });
      await hasty.evaluate(bed.kv('Noop', ''));
      await fabric!.kill('peer0.zhengzhou');
      await expect(hasty.evaluate(bed.kv('Noop', ''))).rejects.toThrow(LedgerUnavailable);
      await fabric!.restart('peer0.zhengzhou');
      while ((await hasty.evaluate(bed.kv('Noop', '')).catch(() => undefined)) === undefined);
      // A peer that has just started knows none of the others yet, and tells nobody of them who connects now.
      const newcomer = { ...bed.kv('Increment', 'back'), identity: bed.person('zhengzhou-clock') };
      const { transactionId } = await untilWritten(() => hasty.submit(newcomer));
      const fate = await bed.ledger.transaction(newcomer.identity, transactionId);
      expect(fate).toMatchObject({ validationCode: 'VALID' });
    },
    LOST_MS,
  );
}
