// SPDX-License-Identifier: Apache-2.0
import { Context, Returns, Transaction } from 'fabric-contract-api';
import { queries } from '../protocol/schemas/commands';
import { recognitionCommands } from '../protocol/schemas/recognition';
import { readForMembers } from './evaluation';
import { appeal, decide, follow, request as ask, settleAppeal, verify } from './recognition';
import { RegistryContract } from './registryContract';
import { submitOnce } from './submission';

/** Recognition of certificates between the registries of this ledger (domain section 4, rows 42 and 43). */
export class RecognitionContract extends RegistryContract {
  constructor() {
    super('recognition');
  }

  @Transaction()
  @Returns('string')
  request(context: Context, request: string): Promise<string> {
    return submitOnce(context, { name: 'recognition:request', schema: recognitionCommands.request, request }, ask);
  }

  @Transaction()
  @Returns('string')
  verify(context: Context, request: string): Promise<string> {
    return submitOnce(context, { name: 'recognition:verify', schema: recognitionCommands.verify, request }, verify);
  }

  @Transaction()
  @Returns('string')
  decide(context: Context, request: string): Promise<string> {
    return submitOnce(context, { name: 'recognition:decide', schema: recognitionCommands.decide, request }, decide);
  }

  @Transaction()
  @Returns('string')
  follow(context: Context, request: string): Promise<string> {
    return submitOnce(context, { name: 'recognition:follow', schema: recognitionCommands.follow, request }, follow);
  }

  @Transaction()
  @Returns('string')
  appeal(context: Context, request: string): Promise<string> {
    return submitOnce(context, { name: 'recognition:appeal', schema: recognitionCommands.appeal, request }, appeal);
  }

  @Transaction()
  @Returns('string')
  decideAppeal(context: Context, request: string): Promise<string> {
    const command = { name: 'recognition:decideAppeal', schema: recognitionCommands.decideAppeal, request };
    return submitOnce(context, command, settleAppeal);
  }

  /** What a registry recognizes is for everybody to rely on: its words stand in it as commitments only. */
  @Transaction(false)
  @Returns('string')
  read(context: Context, request: string): Promise<string> {
    const idOf = ({ recognitionNo }: { recognitionNo: string }): string => recognitionNo;
    return readForMembers(context, { recordType: 'recognition', schema: queries.readRecognition, request, idOf });
  }
}
