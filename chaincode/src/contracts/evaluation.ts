// SPDX-License-Identifier: Apache-2.0
import type { Context } from 'fabric-contract-api';
import type { z } from 'zod';
import { readCreator } from '../access/creator';
import { UnitOfWork } from '../ledger/unitOfWork';
import { canonicalJson } from '../protocol/canonicalJson';
import type { JsonInput } from '../protocol/canonicalJson';
import { RegistryError } from '../protocol/errors';
import type { RecordType } from '../protocol/schemas/events';
import { recordKey } from '../ledger/keys';
import { readRequest } from './request';

interface Query<Q> {
  readonly recordType: RecordType;
  readonly schema: z.ZodType<Q>;
  readonly request: string;
  readonly idOf: (query: Q) => string;
}

/**
 * A record that every member of the ledger may read, whatever their role.
 *
 * @returns the record as canonical JSON
 * @throws RegistryError NOT_FOUND
 */
export const readForMembers = async <Q>(
  { stub }: Context,
  { recordType, schema, request, idOf }: Query<Q>,
): Promise<string> => {
  // The peer has checked membership; the creator must still be one that we can tell.
  readCreator(stub);
  const recordId = idOf(readRequest(schema, request));
  const record = await new UnitOfWork(stub).get<JsonInput>(recordKey(recordType, recordId));
  if (record === undefined) throw new RegistryError('NOT_FOUND', { recordType, recordId });
  return canonicalJson(record);
};
