// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { peer } from '@hyperledger/fabric-protos';
import fc from 'fast-check';
import { newSimulator } from '../../../../network/src/embedded/ledger/simulator';
import type { Simulator } from '../../../../network/src/embedded/ledger/simulation';
import { openStore } from '../../../../network/src/embedded/ledger/store/openStore';
import type { ReadView } from '../../../../network/src/embedded/ledger/types';
import { appendBlock, chaincode, newEnvelope, newTestChannel, type TestChannel } from '../testChannel';

const code = peer.TxValidationCode;
const names = ['a', 'b', 'c', 'd', 'e'];
const name = fc.constantFrom(...names);

type Step =
  | { readonly does: 'get' | 'put' | 'del'; readonly key: string }
  | { readonly does: 'range'; readonly start: string; readonly end: string };
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ does: fc.constantFrom('get' as const, 'put' as const, 'del' as const), key: name }),
  fc.record({ does: fc.constant('range' as const), start: name, end: fc.oneof(name, fc.constant('')) }),
);
/** How many blocks ago the transaction looked at the ledger, and what it did. */
const plan = fc.record({ age: fc.nat(2), steps: fc.array(step, { minLength: 1, maxLength: 4 }) });
const history = fc.array(fc.array(plan, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 });
type Plan = typeof plan extends fc.Arbitrary<infer T> ? T : never;

/** The simplest ledger there is: a value for each key, and a stamp that every write renews. */
class Model {
  readonly values = new Map<string, string>();
  readonly stamps = new Map<string, number>();
  /** Keys that valid transactions of the block under way wrote or deleted. */
  readonly touched = new Set<string>();
  #writes = 0;

  in(start: string, end: string): string[] {
    return names.filter((key) => key >= start && (end === '' || key < end));
  }

  write(key: string, value: string | undefined): void {
    this.touched.add(key);
    this.values.delete(key);
    this.stamps.delete(key);
    if (value === undefined) return;
    this.values.set(key, value);
    this.stamps.set(key, ++this.#writes);
  }

  differs(keys: readonly string[], before: ReadonlyMap<string, number>): boolean {
    return keys.some((key) => this.stamps.get(key) !== before.get(key));
  }
}

interface Moment {
  readonly view: ReadView;
  readonly before: ReadonlyMap<string, number>;
}

interface Observed {
  readonly steps: readonly Step[];
  readonly before: ReadonlyMap<string, number>;
  readonly seen: readonly string[];
  readonly results: Uint8Array;
  readonly value: string;
}

const perform = async (one: Step, simulator: Simulator, value: string): Promise<string[]> => {
  if (one.does === 'put') simulator.put(chaincode, one.key, Buffer.from(value));
  if (one.does === 'del') simulator.del(chaincode, one.key);
  if (one.does === 'get') return [`${one.key}=${simulator.get(chaincode, one.key)?.toString() ?? ''}`];
  if (one.does !== 'range') return [];
  const range = simulator.range({ namespace: chaincode, start: one.start, end: one.end });
  const rows: string[] = [];
  for (let row = await range.next(); row !== undefined; row = await range.next())
    rows.push(`${row.key}=${row.value.toString()}`);
  return [rows.join()];
};

const simulate = async ({ steps }: Plan, { view, before }: Moment, value: string): Promise<Observed> => {
  const simulator = newSimulator({ view, chaincode, txId: value });
  const seen: string[] = [];
  for (const one of steps) seen.push(...(await perform(one, simulator, value)));
  const { readWriteSet } = await simulator.results();
  return { steps, before, seen, results: readWriteSet, value };
};

const nowSeenBy = (steps: readonly Step[], model: Model): string[] =>
  steps.flatMap((one) => {
    if (one.does === 'get') return [`${one.key}=${model.values.get(one.key) ?? ''}`];
    if (one.does !== 'range') return [];
    const present = model.in(one.start, one.end).filter((key) => model.values.has(key));
    return [present.map((key) => `${key}=${model.values.get(key) ?? ''}`).join()];
  });

const readKeys = (steps: readonly Step[]): string[] => steps.flatMap((one) => (one.does === 'get' ? [one.key] : []));
const rangeKeys = (steps: readonly Step[], model: Model): string[] =>
  steps.flatMap((one) => (one.does === 'range' ? model.in(one.start, one.end) : []));

/** Valid exactly where what it read still stands and no key of it was touched in this block; the last write of a key in a transaction wins. */
const check = ({ steps, before, seen, value }: Observed, verdict: number, model: Model): void => {
  const read = readKeys(steps);
  const keys = model.differs(read, before) || read.some((key) => model.touched.has(key));
  const ranges = model.differs(rangeKeys(steps, model), before);
  expect(verdict).toBe(keys ? code.MVCC_READ_CONFLICT : ranges ? code.PHANTOM_READ_CONFLICT : code.VALID);
  if (verdict !== code.VALID) return;
  expect(seen).toEqual(nowSeenBy(steps, model));
  for (const one of steps)
    if (one.does === 'put' || one.does === 'del') model.write(one.key, one.does === 'put' ? value : undefined);
};

describe('any history of transactions', () => {
  let channel: TestChannel;

  beforeAll(async () => {
    channel = await newTestChannel();
  });

  const run = async (blocks: readonly Plan[][], folder: string): Promise<void> => {
    const store = await openStore(folder);
    await store.commit(channel.genesis);
    const model = new Model();
    const moments: Moment[] = [{ view: store.snapshot(), before: new Map() }];
    for (const [number, plans] of blocks.entries()) {
      const observed = await Promise.all(
        plans.map((one, at) => simulate(one, moments.at(-1 - one.age) ?? moments[0]!, `${number}.${at}`)),
      );
      const endorsers = [channel.peers.A, channel.peers.B];
      const envelopes = observed.map(({ results }) => newEnvelope({ client: channel.client, endorsers, results }));
      const verdicts = await appendBlock(store, channel, envelopes);
      model.touched.clear();
      for (const [at, one] of observed.entries()) check(one, verdicts[at]!, model);
      moments.push({ view: store.snapshot(), before: new Map(model.stamps) });
    }
    const { view } = moments.at(-1)!;
    expect(names.map((key) => view.get(chaincode, key)?.value.toString())).toEqual(
      names.map((key) => model.values.get(key)),
    );
    await Promise.all(moments.map((moment) => moment.view.close()));
    await store.close();
  };

  it('is serializable: valid transactions saw what stood before them, others read something that had changed', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (blocks) => {
        const folder = mkdtempSync(join(tmpdir(), 'serial-'));
        await run(blocks, folder).finally(() => {
          rmSync(folder, { recursive: true });
        });
      }),
      { numRuns: 60 },
    );
  }, 120_000);
});
