// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import { openDatabase } from '../../../gateway/src/database/openDatabase';
import type { Database } from '../../../gateway/src/database/openDatabase';
import type { CommittedBlock } from '../../../gateway/src/ledger/port';
import { newProjectionMetrics } from '../../../gateway/src/projections/metrics';
import { Projector } from '../../../gateway/src/projections/projector';
import { dumpReadModels } from '../../../gateway/src/projections/truncate';
import { blobPath, listBlobs } from '../../../gateway/src/vault/blobFiles';
import { silent } from '../gatewayBed';

/** What a gateway keeps for itself, opened while the gateway is stopped. */
export interface OwnData {
  readonly folder: string;
  readonly database: Database;
}

/** Opens the data of a stopped gateway, lets a check look at it, and closes it. */
export const withOwnData = async <T>(folder: string, look: (data: OwnData) => Promise<T>): Promise<T> => {
  const database = await openDatabase({ folder: join(folder, 'database') });
  try {
    return await look({ folder, database });
  } finally {
    await database.destroy();
  }
};

const projectorOn = (database: Database, blocks: readonly CommittedBlock[]): Projector =>
  new Projector({
    database,
    ledger: {
      blocks: async function* (from) {
        yield* await Promise.resolve(blocks.slice(from));
      },
      height: () => Promise.resolve(blocks.length),
    },
    logger: silent,
    metrics: newProjectionMetrics(new Registry()),
  });

type Dump = Awaited<ReturnType<typeof dumpReadModels>>;

const differences = (live: Dump, rebuilt: Dump): string[] =>
  Object.keys(live).filter((table) => JSON.stringify(live[table]) !== JSON.stringify(rebuilt[table]));

/**
 * Brings the read models to the end of the blocks, dumps them, makes them again from block 0, and compares.
 *
 * @returns the tables that differ
 */
export const rebuildDifferences = async (
  { database }: OwnData,
  blocks: readonly CommittedBlock[],
): Promise<string[]> => {
  const projector = projectorOn(database, blocks);
  const dumpAtEnd = async (begin: () => Promise<void>): Promise<Dump> => {
    await begin();
    if (!(await projector.waitFor(blocks.length - 1, 120_000))) throw new Error('The read models stay behind.');
    return dumpReadModels(database);
  };
  const live = await dumpAtEnd(() => projector.start());
  const rebuilt = await dumpAtEnd(() => projector.rebuild());
  await projector.stop();
  return differences(live, rebuilt);
};

const named = async (database: Database, registryUscc: string): Promise<string[]> => {
  const rows = await database
    .selectFrom('case_documents as d')
    .innerJoin('cases as c', 'c.case_id', 'd.case_id')
    .leftJoin('materials as m', 'm.doc_id', 'd.doc_id')
    .select(['d.doc_id', 'm.blob_id'])
    .where('c.registry_uscc', '=', registryUscc)
    .execute();
  return rows.filter(({ blob_id: blobId }) => blobId === null).map(({ doc_id: docId }) => docId);
};

/**
 * Holds the vault's files against its rows and the cases' documents.
 *
 * @returns a sentence for each file without a row, row without a file, document without either, and unfinished upload
 */
export const vaultProblems = async ({ folder, database }: OwnData, registryUscc: string): Promise<string[]> => {
  const vault = join(folder, 'vault');
  const rows = await database.selectFrom('blobs').select('blob_id').execute();
  const known = new Set(rows.map(({ blob_id: blobId }) => blobId));
  const files = await listBlobs(vault);
  return [
    ...files.filter((blobId) => !known.has(blobId)).map((blobId) => `the file ${blobId} has no row`),
    ...[...known].filter((blobId) => !existsSync(blobPath(vault, blobId))).map((blobId) => `${blobId} has no file`),
    ...(await named(database, registryUscc)).map((docId) => `the document ${docId} of a case is not in the vault`),
    ...(await readdir(join(vault, 'incoming'))).map((name) => `the upload ${name} was never finished`),
  ];
};
