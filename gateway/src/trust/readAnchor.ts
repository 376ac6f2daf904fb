// SPDX-License-Identifier: Apache-2.0
import { trustListJwsOf } from '@registry/chaincode/protocol';
import type { TrustAnchor, TrustListSignatures } from '@registry/chaincode/protocol';
import type { Kysely } from 'kysely';
import type { Tables } from '../database/tables';
import { readApprovedLists } from './readTrustLists';

/** What checkers of this register keep: the supervisor's first keys and every list since; undefined before there is a list. */
export const readAnchor = async (database: Kysely<Tables>): Promise<TrustAnchor | undefined> => {
  const lists = await readApprovedLists(database);
  const [first] = lists;
  if (first === undefined) return undefined;
  const { channel, register, supervisor } = first.list;
  return {
    type: 'dpr-trust-anchor',
    ...{ channel, register, keySets: supervisor.keySets },
    // A list that was approved was signed.
    lists: lists.map(({ list, signatures }) => trustListJwsOf(list, signatures as TrustListSignatures)),
  };
};
