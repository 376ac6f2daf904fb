// SPDX-License-Identifier: Apache-2.0
import type { DomainEvent } from '@registry/chaincode/protocol';
import type { System } from '@registry/scripts/system/startSystem';
import { connectLedger } from '../../../gateway/src/ledger/connectLedger';
import type { CommittedBlock, LedgerPort } from '../../../gateway/src/ledger/port';
import { readCustody } from '../../../gateway/src/wallet/custody';
import { readServiceIdentity } from '../../../gateway/src/wallet/serviceIdentity';
import { readTopology } from '../../../gateway/src/wallet/topology';

/** A connection of our own to the running ledger, as a registry's gateway has it. */
export const connectAs = ({ layout, topology }: System, organization: string): LedgerPort => {
  const { mspId } = topology.organizations.find(({ name }) => name === organization)!;
  return connectLedger({
    connectionFile: layout.connectionFile,
    organization,
    ...readServiceIdentity(layout.identities, organization, mspId),
    custody: readCustody(readTopology(layout.topologyFile), layout.identities),
  });
};

/** Every block that the ledger has now; each is checked to follow from the one before it. */
export const allBlocks = async (ledger: LedgerPort): Promise<CommittedBlock[]> => {
  const height = await ledger.height();
  const stop = new AbortController();
  const blocks: CommittedBlock[] = [];
  for await (const block of ledger.blocks(0, stop.signal)) {
    blocks.push(block);
    if (blocks.length === height) stop.abort();
  }
  return blocks;
};

/** An event and where it stands. */
export interface Written {
  readonly event: DomainEvent;
  readonly transactionId: string;
  readonly blockNumber: number;
}

/** What the blocks say, arranged for questions. */
export interface LedgerHistory {
  /** Events of each record, in the order of the ledger. */
  readonly events: ReadonlyMap<string, readonly Written[]>;
  /** Cases by the content that they were filed for. */
  readonly casesOf: ReadonlyMap<string, ReadonlySet<string>>;
}

const add = <K, V>(map: Map<K, V[]>, key: K, value: V): void => {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
};

export const recordKey = (type: string, id: string): string => `${type} ${id}`;

/** Arranges blocks by record and by what was filed. */
export const historyOf = (blocks: readonly CommittedBlock[]): LedgerHistory => {
  const events = new Map<string, Written[]>();
  const casesOf = new Map<string, Set<string>>();
  for (const { number, transactions } of blocks) {
    for (const { transactionId, events: told, records } of transactions) {
      for (const event of told) {
        add(events, recordKey(event.recordType, event.recordId), { event, transactionId, blockNumber: number });
      }
      for (const record of records) {
        if (record.kind !== 'case') continue;
        const content = record.filing.product.content.sha256Root;
        casesOf.set(content, (casesOf.get(content) ?? new Set()).add(record.caseId));
      }
    }
  }
  return { events, casesOf };
};
