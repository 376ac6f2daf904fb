// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely';
import type { Database } from '../../database/openDatabase';
import type { Caller } from '../../http/requestContext';
import { isSeenSql, sightOf } from './visibility';

/**
 * Whether a document may be read by somebody who sees an objection that names it. Only a document that came from the
 * objector or from a party of the case belongs to an objection; otherwise naming a stranger's document would open it.
 */
export const mayReadEvidence = async (database: Database, caller: Caller, docId: string): Promise<boolean> => {
  if (sightOf(caller) !== 'FULL') return false;
  const { rows } = await sql<{ found: number }>`select 1 as found
    from objection_documents d
    join objections o on o.objection_no = d.objection_no
    join materials m on m.doc_id = d.doc_id
    left join users u on u.identity_key = m.uploader
    where d.doc_id = ${docId} and ${isSeenSql(caller)} and (
      o.objector_key = 'key:' || m.uploader or o.objector_uscc = 'uscc:' || u.uscc
      or exists (select 1 from case_parties p where p.case_id = o.case_id
        and p.party in ('key:' || m.uploader, 'uscc:' || u.uscc)))
    limit 1`.execute(database);
  return rows.length > 0;
};
