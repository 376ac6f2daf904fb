// SPDX-License-Identifier: Apache-2.0
import { Context, Returns, Transaction } from 'fabric-contract-api';
import type { z } from 'zod';
import { supervised } from '../domain/approvals';
import { applyToInstitution } from '../domain/institutions/apply';
import { decideApproveInstitution, decideFound, decideProposeInstitution } from '../domain/institutions/decide';
import type { InstitutionFacts } from '../domain/institutions/decide';
import { custodyPolicy } from '../ledger/endorsement';
import { foundingKey, recordKey, registryCodeKey } from '../ledger/keys';
import { certificateKeyCommands } from '../protocol/schemas/certificateKeys';
import { institutionCommands, queries } from '../protocol/schemas/commands';
import { SCHEMA_VERSION } from '../protocol/schemas/records';
import type { FoundingRecord, InstitutionRecord, RecordAnswer } from '../protocol/schemas/records';
import { indexAgency } from './drawFacts';
import { readForMembers } from './evaluation';
import { putKeys, revokeKeys } from './institutionKeys';
import { RegistryContract } from './registryContract';
import { submitOnce } from './submission';
import type { Call } from './submission';
import { readSupervision, recordSupervision } from './supervision';

type Command<N extends keyof typeof institutionCommands> = z.infer<(typeof institutionCommands)[N]>;

const readHolder = async ({ ledger }: Call, record: InstitutionRecord | undefined): Promise<string | undefined> => {
  if (record?.institution.institutionKind !== 'REGISTRY') return undefined;
  return (await ledger.get<{ uscc: string }>(registryCodeKey(record.institution.registryCode)))?.uscc;
};

const readFacts = async (call: Call, uscc: string): Promise<InstitutionFacts> => {
  const supervision = await readSupervision(call);
  const record = await call.ledger.get<InstitutionRecord>(recordKey('institution', uscc));
  return { ...supervision, record, registryCodeHolder: await readHolder(call, record) };
};

const found = async (command: Command<'found'>, call: Call): Promise<RecordAnswer> => {
  const { institution, endorsers } = command;
  const draft = decideFound(command, await readFacts(call, institution.uscc));
  const founding: FoundingRecord = {
    kind: 'founding',
    schemaVersion: SCHEMA_VERSION,
    uscc: institution.uscc,
    mspId: institution.mspId,
    accreditationNumber: institution.accreditation.number,
    endorsers,
  };
  call.ledger.put(foundingKey(), founding, custodyPolicy(founding.mspId, endorsers));
  return recordSupervision(call, { record: undefined, draft, apply: applyToInstitution, founding });
};

const propose = async (command: Command<'propose'>, call: Call): Promise<RecordAnswer> => {
  const facts = await readFacts(call, command.institution.uscc);
  const draft = decideProposeInstitution(command, facts);
  const founding = supervised(facts);
  return recordSupervision(call, { record: facts.record, draft, apply: applyToInstitution, founding });
};

const approve = async (command: Command<'approve'>, call: Call): Promise<RecordAnswer> => {
  const facts = await readFacts(call, command.uscc);
  const draft = decideApproveInstitution(command, facts);
  const founding = supervised(facts);
  const institution = facts.record?.institution;
  if (institution?.institutionKind === 'REGISTRY') {
    const holder = { kind: 'registryCode', uscc: institution.uscc };
    call.ledger.put(
      registryCodeKey(institution.registryCode),
      holder,
      custodyPolicy(founding.mspId, founding.endorsers),
    );
  }
  if (institution !== undefined) await indexAgency(call, institution, founding);
  return recordSupervision(call, { record: facts.record, draft, apply: applyToInstitution, founding });
};

/** Institutions: the register's founding, and who is accredited in it. */
export class InstitutionContract extends RegistryContract {
  constructor() {
    super('institution');
  }

  @Transaction()
  @Returns('string')
  found(context: Context, request: string): Promise<string> {
    return submitOnce(context, { name: 'institution:found', schema: institutionCommands.found, request }, found);
  }

  @Transaction()
  @Returns('string')
  propose(context: Context, request: string): Promise<string> {
    return submitOnce(context, { name: 'institution:propose', schema: institutionCommands.propose, request }, propose);
  }

  @Transaction()
  @Returns('string')
  approve(context: Context, request: string): Promise<string> {
    return submitOnce(context, { name: 'institution:approve', schema: institutionCommands.approve, request }, approve);
  }

  @Transaction()
  @Returns('string')
  putKeys(context: Context, request: string): Promise<string> {
    const { putKeys: schema } = certificateKeyCommands;
    return submitOnce(context, { name: 'institution:putKeys', schema, request }, putKeys);
  }

  @Transaction()
  @Returns('string')
  revokeKeys(context: Context, request: string): Promise<string> {
    const { revokeKeys: schema } = certificateKeyCommands;
    return submitOnce(context, { name: 'institution:revokeKeys', schema, request }, revokeKeys);
  }

  @Transaction(false)
  @Returns('string')
  read(context: Context, request: string): Promise<string> {
    const idOf = ({ uscc }: { uscc: string }): string => uscc;
    return readForMembers(context, { recordType: 'institution', schema: queries.readInstitution, request, idOf });
  }
}
