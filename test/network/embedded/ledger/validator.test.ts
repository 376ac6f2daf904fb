// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { common, ledger, peer } from '@hyperledger/fabric-protos';
import fc from 'fast-check';
import { commitHash } from '../../../../network/src/embedded/ledger/commitHash';
import { encodeReadWriteSet } from '../../../../network/src/embedded/ledger/encodeReadWriteSet';
import type { KeyRead, KeyWrite, NamespaceSet } from '../../../../network/src/embedded/ledger/readWriteSet';
import { newSimulator } from '../../../../network/src/embedded/ledger/simulator';
import type { Simulator } from '../../../../network/src/embedded/ledger/simulation';
import { openStore } from '../../../../network/src/embedded/ledger/store/openStore';
import type { MetadataEntry, StateEntry, Store } from '../../../../network/src/embedded/ledger/types';
import { validateBlock } from '../../../../network/src/embedded/ledger/validator';
import { policyEnvelope } from '../../../../network/src/embedded/policy/envelope';
import { parsePolicy } from '../../../../network/src/embedded/policy/parse';
import {
  appendBlock,
  chaincode,
  newEnvelope,
  newTestChannel,
  newTestOrganization,
  serializedIdentity,
  transactionIdOf,
  type Actor,
  type TestChannel,
  type TransactionSpec,
} from '../testChannel';

const code = peer.TxValidationCode;
const put = (key: string, value = 'v'): KeyWrite => ({ key, isDelete: false, value: Buffer.from(value) });
const del = (key: string): KeyWrite => ({ key, isDelete: true, value: Buffer.alloc(0) });
const writing = (...keys: string[]): Partial<NamespaceSet>[] => [{ writes: keys.map((key) => put(key)) }];
const policyEntry = (text: string): MetadataEntry => ({
  name: 'VALIDATION_PARAMETER',
  value: Buffer.from(policyEnvelope(parsePolicy(text)).serializeBinary()),
});
const settingPolicy = (key: string, text: string): Partial<NamespaceSet>[] => [
  { metadataWrites: [{ key, entries: [policyEntry(text)] }] },
];

describe('the validator', () => {
  let channel: TestChannel;
  let endorsers: readonly Actor[];
  let folder: string;
  let store: Store;

  beforeAll(async () => {
    channel = await newTestChannel();
    endorsers = [channel.peers.A, channel.peers.B];
  });

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'validator-'));
    store = await openStore(folder);
    await store.commit(channel.genesis);
  });

  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });

  const envelope = (spec: Partial<TransactionSpec> = {}): Buffer =>
    newEnvelope({ client: channel.client, endorsers, sets: writing('k'), ...spec });
  const append = (...envelopes: Uint8Array[]): Promise<number[]> => appendBlock(store, channel, envelopes);
  const verdict = async (spec: Partial<TransactionSpec>): Promise<number> => (await append(envelope(spec)))[0]!;
  const reading = async (read: (simulator: Simulator) => unknown): Promise<Uint8Array> => {
    const view = store.snapshot();
    const simulator = newSimulator({ view, chaincode, txId: 't' });
    await read(simulator);
    const { readWriteSet } = await simulator.results();
    await view.close();
    return readWriteSet;
  };
  const valueOf = async (key: string): Promise<string | undefined> => {
    const view = store.snapshot();
    const value = view.get(chaincode, key)?.value.toString();
    await view.close();
    return value;
  };
  const entryOf = async (key: string): Promise<StateEntry | undefined> => {
    const view = store.snapshot();
    const entry = view.get(chaincode, key);
    await view.close();
    return entry;
  };

  describe('on the form of a transaction', () => {
    it('accepts what is sound and applies it', async () => {
      expect(await verdict({})).toBe(code.VALID);
      expect(await valueOf('k')).toBe('v');
    });

    it.each<[string, keyof peer.TxValidationCodeMap, Partial<TransactionSpec>]>([
      ['another epoch than 0', 'BAD_COMMON_HEADER', { epoch: 1 }],
      ['an unknown header type', 'BAD_COMMON_HEADER', { type: common.HeaderType.MESSAGE }],
      ['no nonce', 'BAD_COMMON_HEADER', { nonce: Buffer.alloc(0) }],
      ['a configuration update', 'UNSUPPORTED_TX_PAYLOAD', { type: common.HeaderType.CONFIG_UPDATE }],
      ['a configuration after block 0', 'INVALID_CONFIG_TRANSACTION', { type: common.HeaderType.CONFIG }],
      ['another channel', 'BAD_CREATOR_SIGNATURE', { channelId: 'other' }],
      ['an id that is not the hash of nonce and creator', 'BAD_PROPOSAL_TXID', { txId: 'ab'.repeat(32) }],
      ['two actions', 'INVALID_ENDORSER_TRANSACTION', { actions: 2 }],
      ['no action', 'INVALID_ENDORSER_TRANSACTION', { actions: 0 }],
      ['another proposal hash', 'INVALID_ENDORSER_TRANSACTION', { proposalHash: Buffer.alloc(32) }],
      ['a broken read-write set', 'BAD_RWSET', { results: Buffer.from([0x12, 0x7f, 0x01]) }],
      ['no chaincode version', 'INVALID_CHAINCODE', { version: '' }],
      ['another chaincode than the one asked', 'INVALID_CHAINCODE', { ranChaincode: 'other' }],
      ['the same namespace twice', 'ILLEGAL_WRITESET', { sets: [...writing('a'), ...writing('b')] }],
      ['a namespace without a chaincode', 'INVALID_CHAINCODE', { sets: [{ namespace: 'nobody', writes: [put('k')] }] }],
      ['a write to _lifecycle', 'INVALID_CHAINCODE', { sets: [{ namespace: '_lifecycle', writes: [put('k')] }] }],
    ])('refuses %s', async (_what, expected, spec) => {
      expect(await verdict(spec)).toBe(code[expected]);
      expect(await valueOf('k')).toBeUndefined();
    });

    it('refuses an event of another chaincode', async () => {
      const event = new peer.ChaincodeEvent();
      event.setChaincodeId('other');
      expect(await verdict({ event })).toBe(code.INVALID_OTHER_REASON);
    });

    it('refuses private data collections', async () => {
      const collection = new ledger.rwset.CollectionHashedReadWriteSet();
      collection.setCollectionName('secret');
      const set = ledger.rwset.TxReadWriteSet.deserializeBinary(
        encodeReadWriteSet([
          { namespace: chaincode, reads: [], ranges: [], writes: [put('k')], metadataWrites: [], collections: [] },
        ]),
      );
      set.getNsRwsetList()[0]!.setCollectionHashedRwsetList([collection]);
      expect(await verdict({ results: set.serializeBinary() })).toBe(code.ILLEGAL_WRITESET);
    });

    it('gives a code to any bytes and to any damage, and never throws', async () => {
      const view = store.snapshot();
      const judge = async (bytes: Uint8Array): Promise<number> =>
        (await validateBlock({ number: 1, envelopes: [bytes], view, channel: channel.config })).codes[0]!;
      const whole = envelope();
      await fc.assert(
        fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => (await judge(bytes)) !== code.VALID),
      );
      await fc.assert(
        fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
          const damaged = Buffer.from(whole);
          damaged.writeUInt8(damaged.readUInt8(at) ^ change, at);
          return (await judge(damaged)) !== code.VALID;
        }),
        { numRuns: 300 },
      );
      await view.close();
    });
  });

  describe('on who signed', () => {
    it('refuses a creator signature over other bytes', async () => {
      expect(await verdict({ sign: () => channel.client.sign(Buffer.from('other')) })).toBe(code.BAD_CREATOR_SIGNATURE);
    });

    it('refuses a creator whose certificate another authority issued', async () => {
      const impostor = await newTestOrganization('A');
      expect(await verdict({ client: await impostor.issue('client') })).toBe(code.BAD_CREATOR_SIGNATURE);
    });

    it('refuses a creator of an MSP that the channel does not know', async () => {
      const stranger = await newTestOrganization('Z');
      expect(await verdict({ client: await stranger.issue('client') })).toBe(code.BAD_CREATOR_SIGNATURE);
    });

    it('refuses a transaction that is one endorsement short', async () => {
      expect(await verdict({ endorsers: [channel.peers.A] })).toBe(code.ENDORSEMENT_POLICY_FAILURE);
    });

    it('counts one endorser once, however often it appears', async () => {
      const { A } = channel.peers;
      expect(await verdict({ endorsers: [A, A, A] })).toBe(code.ENDORSEMENT_POLICY_FAILURE);
    });

    it('counts one certificate once, however it is spelled', async () => {
      const { A } = channel.peers;
      const spelled = { ...A, serialized: serializedIdentity('A', `\n${A.certificate}\n`) };
      expect(await verdict({ endorsers: [A, spelled] })).toBe(code.ENDORSEMENT_POLICY_FAILURE);
    });

    it('leaves out a bad endorsement where the others are enough', async () => {
      const { A, B, C } = channel.peers;
      const endorse = (actor: Actor, data: Buffer): Buffer => (actor === A ? Buffer.from('bad') : actor.sign(data));
      expect(await verdict({ endorsers: [A, B, C], endorse })).toBe(code.VALID);
      expect(await verdict({ endorsers: [A, B], endorse })).toBe(code.ENDORSEMENT_POLICY_FAILURE);
    });

    it('does not take a client for a peer', async () => {
      const client = await channel.organizations.B.issue('client');
      expect(await verdict({ endorsers: [channel.peers.A, client] })).toBe(code.ENDORSEMENT_POLICY_FAILURE);
    });

    it('wants the chaincode policy even where nothing was written', async () => {
      expect(await verdict({ sets: [], endorsers: [channel.peers.A] })).toBe(code.ENDORSEMENT_POLICY_FAILURE);
      expect(await verdict({ sets: [] })).toBe(code.VALID);
    });
  });

  describe('on repeated ids', () => {
    it('refuses an id that an earlier block holds, valid or not', async () => {
      const nonce = Buffer.alloc(24, 1);
      expect(await verdict({ nonce, endorsers: [] })).toBe(code.ENDORSEMENT_POLICY_FAILURE);
      expect(await verdict({ nonce })).toBe(code.DUPLICATE_TXID);
      expect(store.transactionStatus(transactionIdOf(nonce, channel.client.serialized))?.code).toBe(
        code.ENDORSEMENT_POLICY_FAILURE,
      );
    });

    it('lets the first sound one of a block stand', async () => {
      const nonce = Buffer.alloc(24, 2);
      const codes = await append(
        envelope({ nonce, endorsers: [] }),
        envelope({ nonce, sets: [{ writes: [put('k', 'first')] }] }),
        envelope({ nonce, sets: [{ writes: [put('k', 'second')] }] }),
      );
      expect(codes).toEqual([code.ENDORSEMENT_POLICY_FAILURE, code.VALID, code.DUPLICATE_TXID]);
      expect(await valueOf('k')).toBe('first');
    });
  });

  describe('on what was read', () => {
    it('refuses a version that is no longer the committed one', async () => {
      await verdict({});
      const results = await reading((simulator) => simulator.get(chaincode, 'k'));
      await verdict({});
      expect(await verdict({ results })).toBe(code.MVCC_READ_CONFLICT);
    });

    it('refuses a key read as absent that is there now, and one read that is gone', async () => {
      const absent = await reading((simulator) => simulator.get(chaincode, 'k'));
      await verdict({});
      const present = await reading((simulator) => simulator.get(chaincode, 'k'));
      expect(await verdict({ results: absent })).toBe(code.MVCC_READ_CONFLICT);
      await verdict({ sets: [{ writes: [del('k')] }] });
      expect(await verdict({ results: present })).toBe(code.MVCC_READ_CONFLICT);
      expect(await verdict({ results: absent })).toBe(code.VALID);
    });

    it('refuses a read of a key that an earlier transaction of the block wrote, but not that of a failed one', async () => {
      const results = await reading((simulator) => simulator.get(chaincode, 'k'));
      expect(await append(envelope({ endorsers: [] }), envelope({ results }))).toEqual([
        code.ENDORSEMENT_POLICY_FAILURE,
        code.VALID,
      ]);
      expect(await append(envelope(), envelope({ results }))).toEqual([code.VALID, code.MVCC_READ_CONFLICT]);
    });

    it('lets blind writes of one key follow each other, the last one standing', async () => {
      const codes = await append(
        ...['1', '2', '3'].map((value) => envelope({ sets: [{ writes: [put('k', value)] }] })),
      );
      expect(codes).toEqual([code.VALID, code.VALID, code.VALID]);
      expect(await valueOf('k')).toBe('3');
    });

    it('refuses everything in flight when the chaincode is defined anew', async () => {
      const key = 'namespaces/fields/kv/Sequence';
      const stale = { namespace: '_lifecycle', reads: [{ key, version: { block: 7, tx: 0 } }] };
      expect(await verdict({ sets: [stale, ...writing('k')] })).toBe(code.MVCC_READ_CONFLICT);
      const fresh = { namespace: '_lifecycle', reads: [{ key, version: { block: 0, tx: 0 } }] };
      expect(await verdict({ sets: [fresh, ...writing('k')] })).toBe(code.VALID);
    });
  });

  describe('on ranges', () => {
    const rangeOf = (start: string, end: string, rows = Infinity): Promise<Uint8Array> =>
      reading(async (simulator) => {
        const range = simulator.range({ namespace: chaincode, start, end });
        for (let taken = 0; taken < rows && (await range.next()) !== undefined; taken++);
      });

    it.each<[string, Partial<NamespaceSet>]>([
      ['a key that has come', { writes: [put('r25')] }],
      ['a key that has gone', { writes: [del('r2')] }],
      ['a key that has changed', { writes: [put('r1', 'new')] }],
      ['a key whose policy has changed', { metadataWrites: [{ key: 'r1', entries: [policyEntry("OR('A.peer')")] }] }],
    ])('refuses a range with %s, committed or in the same block', async (_what, set) => {
      await verdict({ sets: writing('r1', 'r2', 'r3') });
      const results = await rangeOf('r', 's');
      expect(await append(envelope({ sets: [set] }), envelope({ results }))).toEqual([
        code.VALID,
        code.PHANTOM_READ_CONFLICT,
      ]);
      expect(await verdict({ results })).toBe(code.PHANTOM_READ_CONFLICT);
    });

    it('does not mind what changes outside of the range, its end or the part that was read', async () => {
      await verdict({ sets: writing('r1', 'r2', 'r3') });
      const whole = await rangeOf('r', 'r9');
      const first = await rangeOf('r', 'r9', 1);
      await verdict({ sets: writing('q', 'r9', 's') });
      expect(await verdict({ results: whole })).toBe(code.VALID);
      await verdict({ sets: writing('r2') });
      expect(await verdict({ results: first })).toBe(code.VALID);
      expect(await verdict({ results: whole })).toBe(code.PHANTOM_READ_CONFLICT);
      await verdict({ sets: writing('r1') });
      expect(await verdict({ results: first })).toBe(code.PHANTOM_READ_CONFLICT);
    });

    it.each([51, 52, 130, 2601, 2602, 2700])('compares %d rows by their Merkle summary', async (count) => {
      const keys = Array.from({ length: count }, (_, at) => `m${String(at).padStart(5, '0')}`);
      await verdict({ sets: writing(...keys) });
      const results = await rangeOf('m', 'n');
      expect(await verdict({ results })).toBe(code.VALID);
      const codes = await append(envelope({ sets: writing(keys[count - 1]!) }), envelope({ results }));
      expect(codes).toEqual([code.VALID, code.PHANTOM_READ_CONFLICT]);
    });

    it('gives a code to a summary that no peer can have made', async () => {
      const range = { start: 'a', end: 'b', exhausted: true, rows: [] as KeyRead[] };
      for (const maxDegree of [0, 1, 50]) {
        const summary = { maxDegree, maxLevel: 1, hashes: [] };
        expect(await verdict({ sets: [{ ranges: [{ ...range, summary }] }] })).toBe(code.PHANTOM_READ_CONFLICT);
      }
    });

    it('orders keys by their UTF-8 bytes', async () => {
      const keys = ['u\u{1F600}', 'u\uFFFD', 'ué', 'ua'];
      await verdict({ sets: writing(...keys) });
      const view = store.snapshot();
      const cursor = view.range(chaincode, 'u', 'v');
      const seen: string[] = [];
      for (let row = await cursor.next(); row !== undefined; row = await cursor.next()) seen.push(row.key);
      await view.close();
      expect(seen).toEqual(['ua', 'ué', 'u\uFFFD', 'u\u{1F600}']);
      const results = await rangeOf('u', 'v');
      const codes = await append(envelope({ sets: writing('u\uFFFDx') }), envelope({ results }));
      expect(codes).toEqual([code.VALID, code.PHANTOM_READ_CONFLICT]);
    });
  });

  describe('on key-level policies', () => {
    const onlyC = "OR('C.peer')";

    beforeEach(async () => {
      await verdict({});
    });

    it('judges the first policy of a key by the chaincode policy', async () => {
      const { C } = channel.peers;
      expect(await verdict({ sets: settingPolicy('k', onlyC), endorsers: [C] })).toBe(code.ENDORSEMENT_POLICY_FAILURE);
      expect(await verdict({ sets: settingPolicy('k', onlyC) })).toBe(code.VALID);
    });

    it('judges writes by the committed policy of the key instead of that of the chaincode', async () => {
      const { C } = channel.peers;
      await verdict({ sets: settingPolicy('k', onlyC) });
      expect(await verdict({})).toBe(code.ENDORSEMENT_POLICY_FAILURE);
      expect(await verdict({ endorsers: [C] })).toBe(code.VALID);
      expect(await verdict({ sets: settingPolicy('k', "OR('A.peer')") })).toBe(code.ENDORSEMENT_POLICY_FAILURE);
      expect(await verdict({ sets: [{ metadataWrites: [{ key: 'k', entries: [] }] }], endorsers: [C] })).toBe(
        code.VALID,
      );
      expect(await verdict({ endorsers: [C] })).toBe(code.ENDORSEMENT_POLICY_FAILURE);
    });

    it('wants all policies to hold where several keys are written', async () => {
      const { A, C } = channel.peers;
      await verdict({ sets: settingPolicy('k', onlyC) });
      expect(await verdict({ sets: writing('k', 'other'), endorsers: [C] })).toBe(code.ENDORSEMENT_POLICY_FAILURE);
      expect(await verdict({ sets: writing('k', 'other') })).toBe(code.ENDORSEMENT_POLICY_FAILURE);
      expect(await verdict({ sets: writing('k', 'other'), endorsers: [A, C] })).toBe(code.VALID);
    });

    it('refuses a write of a key whose policy an earlier transaction of the block changes', async () => {
      const codes = await append(envelope({ sets: settingPolicy('k', onlyC) }), envelope());
      expect(codes).toEqual([code.VALID, code.ENDORSEMENT_POLICY_FAILURE]);
    });

    it('refuses it even where the change itself then fails on what it read', async () => {
      const { C } = channel.peers;
      const stale = { reads: [{ key: 'other', version: { block: 9, tx: 9 } }], ...settingPolicy('k', onlyC)[0] };
      const codes = await append(envelope({ sets: [stale] }), envelope());
      expect(codes).toEqual([code.MVCC_READ_CONFLICT, code.ENDORSEMENT_POLICY_FAILURE]);
      expect(await verdict({ endorsers: [C] })).toBe(code.ENDORSEMENT_POLICY_FAILURE);
    });

    it('does not mind a change that was not endorsed', async () => {
      const codes = await append(envelope({ sets: settingPolicy('k', onlyC), endorsers: [] }), envelope());
      expect(codes).toEqual([code.ENDORSEMENT_POLICY_FAILURE, code.VALID]);
    });

    it('never lets a key be written again once its policy cannot be read', async () => {
      const entries = [{ name: 'VALIDATION_PARAMETER', value: Buffer.from('nonsense') }];
      expect(await verdict({ sets: [{ metadataWrites: [{ key: 'k', entries }] }] })).toBe(code.VALID);
      expect(await verdict({})).toBe(code.ENDORSEMENT_POLICY_FAILURE);
    });

    it('keeps the policy when only the value is written, and the value when only the policy is', async () => {
      const before = await entryOf('k');
      await verdict({ sets: settingPolicy('k', "OutOf(2,'A.peer','B.peer')") });
      const changed = await entryOf('k');
      expect(changed?.value).toEqual(before?.value);
      expect(changed?.version.block).toBe(before!.version.block + 1);
      await verdict({ sets: [{ writes: [put('k', 'new')] }] });
      const written = await entryOf('k');
      expect(written?.value.toString()).toBe('new');
      expect(written?.metadata).toEqual(changed?.metadata);
    });

    it('lets a policy-only write invalidate readers of the key', async () => {
      const results = await reading((simulator) => simulator.get(chaincode, 'k'));
      await verdict({ sets: settingPolicy('k', onlyC) });
      expect(await verdict({ results })).toBe(code.MVCC_READ_CONFLICT);
    });

    it('removes the policy with the key', async () => {
      const { C } = channel.peers;
      await verdict({ sets: settingPolicy('k', onlyC) });
      await verdict({ sets: [{ writes: [del('k')] }], endorsers: [C] });
      expect(await entryOf('k')).toBeUndefined();
      expect(await verdict({})).toBe(code.VALID);
      expect((await entryOf('k'))?.metadata).toEqual([]);
    });

    it('makes nothing of a policy for a key that is not there, or was deleted earlier in the block', async () => {
      expect(await verdict({ sets: settingPolicy('absent', onlyC) })).toBe(code.VALID);
      expect(await entryOf('absent')).toBeUndefined();
      const codes = await append(
        envelope({ sets: [{ writes: [del('k')] }] }),
        envelope({ sets: settingPolicy('k', onlyC) }),
      );
      expect(codes).toEqual([code.VALID, code.VALID]);
      expect(await entryOf('k')).toBeUndefined();
    });

    it('deletes a key for which one transaction has both a delete and a policy', async () => {
      const set = { writes: [del('k')], ...settingPolicy('k', onlyC)[0] };
      expect(await verdict({ sets: [set] })).toBe(code.VALID);
      expect(await entryOf('k')).toBeUndefined();
    });

    it('takes an empty value for a delete', async () => {
      expect(await verdict({ sets: [{ writes: [put('k', '')] }] })).toBe(code.VALID);
      expect(await entryOf('k')).toBeUndefined();
    });
  });

  it('gives the same updates and commit hash whenever it judges the same block', async () => {
    await verdict({ sets: writing('a', 'b') });
    const envelopes = [envelope({ sets: writing('b', 'c') }), envelope({ sets: [{ writes: [del('a')] }] })];
    const view = store.snapshot();
    const [first, second] = await Promise.all(
      [1, 2].map(() => validateBlock({ number: 2, envelopes, view, channel: channel.config })),
    );
    await view.close();
    const hash = (judged: typeof first): string =>
      commitHash({ ...judged!, previous: Buffer.alloc(0) }).toString('hex');
    expect(first).toEqual(second);
    expect(hash(first)).toBe(hash(second));
    expect(hash({ ...first!, updates: first!.updates.slice(1) })).not.toBe(hash(first));
  });
});
