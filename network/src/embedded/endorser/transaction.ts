// SPDX-License-Identifier: Apache-2.0
import { common, ledger } from '@hyperledger/fabric-protos';
import type { ResultCursor, TransactionState } from '../chaincode/wire';
import type { RangeQuery, SimulationResults } from '../ledger/simulation';
import { newSimulator } from '../ledger/simulator';
import type { HistoryItem, ReadView, Store } from '../ledger/types';
import { pastValue } from './pastValue';

export interface TransactionOptions {
  readonly view: ReadView;
  readonly store: Store;
  readonly chaincode: string;
  readonly txId: string;
}

/** One simulated transaction: what the chaincode may do, and what it did. */
export interface SimulatedTransaction {
  readonly state: TransactionState;
  results(): Promise<SimulationResults>;
}

/** Gives a chaincode its own namespace of the ledger, as it stood when `view` was taken. */
export function newTransaction({ view, store, chaincode, txId }: TransactionOptions): SimulatedTransaction {
  const simulator = newSimulator({ view, chaincode, txId });
  return {
    results: () => simulator.results(),
    state: {
      get: (key) => simulator.get(chaincode, key),
      put: (key, value) => {
        simulator.put(chaincode, key, value);
      },
      del: (key) => {
        simulator.del(chaincode, key);
      },
      metadata: (key) => simulator.getMetadata(chaincode, key),
      putMetadata: (key, name, value) => {
        simulator.putMetadata(chaincode, key, { name, value: Buffer.from(value) });
      },
      range: (start, end) => rowCursor(simulator.range({ namespace: chaincode, start, end }), chaincode),
      pagedRange: (start, end, pageSize) =>
        rowCursor(simulator.range({ namespace: chaincode, start, end, pageSize }), chaincode),
      history: (key) => historyCursor(view.history(chaincode, key), { store, namespace: chaincode, key }),
    },
  };
}

function rowCursor(query: RangeQuery, namespace: string): ResultCursor {
  return {
    next: async () => {
      const row = await query.next();
      if (row === undefined) return undefined;
      const result = new ledger.queryresult.KV();
      result.setNamespace(namespace);
      result.setKey(row.key);
      result.setValue(row.value);
      return result.serializeBinary();
    },
    bookmark: () => query.bookmark(),
    close: () => query.close(),
  };
}

interface HistoryPlace {
  readonly store: Store;
  readonly namespace: string;
  readonly key: string;
}

function historyCursor(items: AsyncIterable<HistoryItem>, place: HistoryPlace): ResultCursor {
  const iterator = items[Symbol.asyncIterator]();
  return {
    next: async () => {
      const step = await iterator.next();
      return step.done === true ? undefined : modification(step.value, place);
    },
    bookmark: () => Promise.resolve(''),
    close: async () => {
      await iterator.return?.();
    },
  };
}

function modification(item: HistoryItem, { store, namespace, key }: HistoryPlace): Uint8Array {
  const bytes = store.block(item.block);
  if (bytes === undefined) throw new Error(`block ${item.block} of the history of a key is missing`);
  const block = common.Block.deserializeBinary(bytes);
  const past = pastValue({ block, tx: item.tx, namespace, key });
  const result = new ledger.queryresult.KeyModification();
  result.setTxId(past.txId);
  result.setIsDelete(past.value === undefined);
  if (past.timestamp !== undefined) result.setTimestamp(past.timestamp);
  if (past.value !== undefined) result.setValue(past.value);
  return result.serializeBinary();
}
