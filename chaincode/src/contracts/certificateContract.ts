// SPDX-License-Identifier: Apache-2.0
import { Context, Returns, Transaction } from 'fabric-contract-api';
import { queries } from '../protocol/schemas/commands';
import { readForMembers } from './evaluation';
import { RegistryContract } from './registryContract';

/** Certificates: what stands, as any member of the ledger may check. */
export class CertificateContract extends RegistryContract {
  constructor() {
    super('certificate');
  }

  @Transaction(false)
  @Returns('string')
  read(context: Context, request: string): Promise<string> {
    const idOf = ({ number }: { number: string }): string => number;
    return readForMembers(context, { recordType: 'certificate', schema: queries.readCertificate, request, idOf });
  }
}
