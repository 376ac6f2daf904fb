// SPDX-License-Identifier: Apache-2.0
import type { Insertable } from 'kysely';
import type { ReadModelTables } from '../database/readModelTables';

/** The rows that one block leaves behind, table by table. */
export interface BlockRows {
  readonly cases: Insertable<ReadModelTables['cases']>[];
  readonly case_parties: ReadModelTables['case_parties'][];
  readonly case_documents: ReadModelTables['case_documents'][];
  readonly case_workers: ReadModelTables['case_workers'][];
  readonly case_contents: ReadModelTables['case_contents'][];
  readonly case_commitments: ReadModelTables['case_commitments'][];
  readonly events: Insertable<ReadModelTables['events']>[];
  readonly notices: Insertable<ReadModelTables['notices']>[];
  readonly certificates: Insertable<ReadModelTables['certificates']>[];
  readonly certificate_holders: ReadModelTables['certificate_holders'][];
  readonly objections: Insertable<ReadModelTables['objections']>[];
  readonly objection_documents: ReadModelTables['objection_documents'][];
  readonly services: Insertable<ReadModelTables['services']>[];
  readonly service_addressees: ReadModelTables['service_addressees'][];
  readonly recognitions: Insertable<ReadModelTables['recognitions']>[];
  readonly institutions: Insertable<ReadModelTables['institutions']>[];
  readonly profiles: Insertable<ReadModelTables['profiles']>[];
  readonly calendars: Insertable<ReadModelTables['calendars']>[];
}

/** The transaction that wrote a record. */
export interface Written {
  readonly transaction_id: string;
  readonly block_number: number;
}
