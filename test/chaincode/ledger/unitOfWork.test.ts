// SPDX-License-Identifier: Apache-2.0
import { earlierAnswer, rememberAnswer } from '../../../chaincode/src/ledger/idempotency';
import { sealEvent } from '../../../chaincode/src/ledger/sealEvents';
import { eventKey } from '../../../chaincode/src/ledger/keys';
import { UnitOfWork } from '../../../chaincode/src/ledger/unitOfWork';
import { eventHashOf } from '../../../chaincode/src/protocol/eventHash';
import { NO_EVENT_HASH } from '../../../chaincode/src/protocol/schemas/events';
import type { DomainEvent } from '../../../chaincode/src/protocol/schemas/events';
import { submission, submitted, decided } from '../../support/cases';
import { MemoryLedger } from '../../support/memoryLedger';
import type { Outcome } from '../../support/memoryLedger';
import { PEOPLE } from '../../support/people';
import { refused } from '../../support/refused';

const creator = { mspid: 'ZhengzhouMSP', idBytes: Buffer.from('') };
const run = (ledger: MemoryLedger, work: (unit: UnitOfWork) => Promise<void>): Promise<Outcome> =>
  ledger.submit({
    creator,
    time: 0,
    work: async ({ stub }) => {
      await work(new UnitOfWork(stub));
      return 'null';
    },
  });

const SEALING = { actor: PEOPLE.applicant, txId: 'a'.repeat(64), now: 0 };
/** An event that a document is served of. */
const served = (): DomainEvent => {
  const record = submitted();
  return sealEvent(decided(record, 'accept')[0]!, { ...SEALING, head: record });
};

describe('a unit of work', () => {
  it('writes nothing before it is flushed', async () => {
    const outcome = await run(new MemoryLedger(), (unit) => {
      unit.put('k', 1);
      return Promise.resolve();
    });
    expect(outcome.writes.size).toBe(0);
  });

  it('writes canonical JSON in the order in which it was put, each key once with its last value', async () => {
    const outcome = await run(new MemoryLedger(), async (unit) => {
      unit.put('b', { z: 1, a: 2 });
      unit.put('a', [], Uint8Array.of(1));
      unit.put('b', { z: 3, a: 4 });
      await unit.flush();
    });
    expect([...outcome.writes]).toEqual([
      ['b', '{"a":4,"z":3}'],
      ['a', '[]'],
    ]);
    expect([...outcome.policies]).toEqual([['a', Uint8Array.of(1)]]);
    expect(outcome.event).toBeUndefined();
  });

  it('reads a key once, and what was committed, never its own writes', async () => {
    const ledger = new MemoryLedger();
    await run(ledger, async (unit) => {
      unit.put('k', { value: 1 });
      await unit.flush();
    });
    const outcome = await run(ledger, async (unit) => {
      unit.put('k', { value: 2 });
      expect(await unit.get('k')).toEqual({ value: 1 });
      expect(await unit.get('k')).toEqual({ value: 1 });
      expect(await unit.get('none')).toBeUndefined();
    });
    expect(outcome.reads).toEqual(['k', 'none']);
  });

  it('keeps nothing of a part that fails, and shows each part what the earlier ones wrote', async () => {
    const event = served();
    const outcome = await run(new MemoryLedger(), async (unit) => {
      await unit.part((part) => {
        part.put('serial', 1, Uint8Array.of(7));
        part.emit(event);
        return Promise.resolve();
      });
      const failing = unit.part((part) => {
        part.put('serial', 9);
        part.put('lost', 9);
        part.emit(event);
        return Promise.reject(new Error('no'));
      });
      await expect(failing).rejects.toThrow('no');
      await unit.part(async (part) => {
        expect(await part.get('lost')).toBeUndefined();
        part.put('serial', Number(await part.get('serial')) + 1);
        expect(await part.get('serial')).toBe(1);
      });
      expect(await unit.get('serial')).toBeUndefined();
      await unit.flush();
    });
    expect([...outcome.writes.keys()]).toEqual(['serial', eventKey('case', event.recordId, 2)]);
    expect(outcome.writes.get('serial')).toBe('2');
    expect([...outcome.policies]).toEqual([['serial', Uint8Array.of(7)]]);
    expect(outcome.event?.payload).toEqual({ events: [event] });
  });

  it('keeps an event under its key only where a document is served of it', async () => {
    const ledger = new MemoryLedger();
    const filed = sealEvent(submission()[0]!, { ...SEALING, head: undefined });
    const { writes, event } = await run(ledger, async (unit) => {
      for (const one of [filed, served()]) unit.emit(one);
      await unit.flush();
    });
    const { recordId } = served();
    expect([...writes.keys()]).toEqual([eventKey('case', recordId, 2)]);
    expect(ledger.read(eventKey('case', recordId, 2))).toEqual(served());
    expect(event?.payload).toEqual({ events: [filed, served()] });
  });

  it('carries all events in the one chaincode event that a transaction has', async () => {
    const sealing = { ...SEALING, head: undefined };
    const events = submission().flatMap((draft) => [sealEvent(draft, sealing), sealEvent(draft, sealing)]);
    const { event } = await run(new MemoryLedger(), async (unit) => {
      for (const one of events) unit.emit(one);
      await unit.flush();
    });
    expect(event).toEqual({ name: 'registry', payload: { events } });
  });
});

describe('sealing an event', () => {
  const sealing = { actor: PEOPLE.applicant, txId: 'a'.repeat(64), now: Date.parse('2026-09-11T02:00:00.000Z') };

  it('puts it into its envelope, the first of its record', () => {
    const event = sealEvent(submission()[0]!, { ...sealing, head: undefined });
    expect(event).toMatchObject({
      kind: 'event',
      schemaVersion: 1,
      type: 'applicationSubmitted',
      recordType: 'case',
      caseType: 'INITIAL',
      state: 'SUBMITTED',
      eventSeq: 1,
      prevEventHash: NO_EVENT_HASH,
      txId: 'a'.repeat(64),
      txTime: '2026-09-11T02:00:00.000Z',
      deadlineAt: '2026-09-16T16:00:00.000Z',
      clockState: 'RUNNING',
      calendarIds: ['CN-2026'],
      ruleProfileId: 'zhengzhou-2024',
    });
    expect(event.actor).toEqual({ ...PEOPLE.applicant, authorityBasis: expect.stringContaining('申请') as unknown });
    expect(eventHashOf(event)).toBe(event.eventHash);
  });

  it('chains it to the record as it stands; any change breaks the chain', () => {
    const record = submitted();
    const event = sealEvent(decided(record, 'accept')[0]!, { ...sealing, head: record });
    expect(event).toMatchObject({ eventSeq: 2, prevEventHash: record.lastEventHash, docs: [] });
    expect(eventHashOf({ ...event, txTime: '2026-09-11T02:00:00.001Z' })).not.toBe(event.eventHash);
    expect(eventHashOf({ ...event, prevEventHash: NO_EVENT_HASH })).not.toBe(event.eventHash);
  });

  it('says nothing where there is nothing to say', () => {
    const draft = {
      type: 'calendarApproved',
      data: { hash: 'b'.repeat(64) },
      recordType: 'calendar',
      recordId: 'CN-2026',
      authorityBasis: '示例',
    } as const;
    expect(Object.keys(sealEvent(draft, { ...sealing, head: undefined })).sort()).toEqual([
      'actor',
      'data',
      'docs',
      'eventHash',
      'eventSeq',
      'kind',
      'prevEventHash',
      'recordId',
      'recordType',
      'schemaVersion',
      'txId',
      'txTime',
      'type',
    ]);
  });
});

describe('idempotency', () => {
  const keyed = {
    identityKey: PEOPLE.applicant.identityKey,
    key: 'key-00000001',
    request: { name: 'x', command: { a: 1 } },
  };
  const remembered = async (): Promise<MemoryLedger> => {
    const ledger = new MemoryLedger();
    await run(ledger, async (unit) => {
      rememberAnswer(unit, keyed, { done: true });
      await unit.flush();
    });
    return ledger;
  };
  const answer = async (asked: typeof keyed): Promise<unknown> => {
    let found: unknown;
    await run(await remembered(), async (unit) => {
      found = await earlierAnswer(unit, asked);
    });
    return found;
  };

  it('gives the first answer to the same request of the same person', async () => {
    expect(await answer(keyed)).toEqual({ done: true });
  });

  it('keeps the keys of different people apart', async () => {
    expect(await answer({ ...keyed, identityKey: PEOPLE.agent.identityKey })).toBeUndefined();
    expect(await answer({ ...keyed, key: 'key-00000002' })).toBeUndefined();
  });

  it('refuses another request under the same key', async () => {
    const refusal = await refused(answer({ ...keyed, request: { name: 'x', command: { a: 2 } } }));
    expect(refusal.code).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  it('keeps neither key nor identity in the clear', async () => {
    const [key = ''] = (await remembered()).state.keys();
    const parts = key.split('\u0000');
    expect(parts).toEqual([
      '',
      'idempotency',
      expect.stringMatching(/^[0-9a-f]{64}$/),
      expect.stringMatching(/^[0-9a-f]{64}$/),
      '',
    ]);
  });
});
