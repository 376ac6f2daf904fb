// SPDX-License-Identifier: Apache-2.0
import { Context, Returns, Transaction } from 'fabric-contract-api';
import { certificateCommands } from '../protocol/schemas/certificateStatus';
import { queries } from '../protocol/schemas/commands';
import { restore, revoke, suspend } from './certificateStatus';
import { readForMembers } from './evaluation';
import { RegistryContract } from './registryContract';
import { submitOnce } from './submission';

/** Certificates: what stands, as any member of the ledger may check, and what the supervisor decides of it. */
export class CertificateContract extends RegistryContract {
  constructor() {
    super('certificate');
  }

  @Transaction()
  @Returns('string')
  suspend(context: Context, request: string): Promise<string> {
    return submitOnce(context, { name: 'certificate:suspend', schema: certificateCommands.suspend, request }, suspend);
  }

  @Transaction()
  @Returns('string')
  restore(context: Context, request: string): Promise<string> {
    return submitOnce(context, { name: 'certificate:restore', schema: certificateCommands.restore, request }, restore);
  }

  @Transaction()
  @Returns('string')
  revoke(context: Context, request: string): Promise<string> {
    return submitOnce(context, { name: 'certificate:revoke', schema: certificateCommands.revoke, request }, revoke);
  }

  @Transaction(false)
  @Returns('string')
  read(context: Context, request: string): Promise<string> {
    const idOf = ({ number }: { number: string }): string => number;
    return readForMembers(context, { recordType: 'certificate', schema: queries.readCertificate, request, idOf });
  }
}
