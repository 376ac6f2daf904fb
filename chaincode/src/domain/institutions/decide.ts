// SPDX-License-Identifier: Apache-2.0
import type { z } from 'zod';
import { RegistryError } from '../../protocol/errors';
import type { institutionCommands } from '../../protocol/schemas/commands';
import type { EventDraft } from '../../protocol/schemas/events';
import type { Institution } from '../../protocol/schemas/institution';
import type { InstitutionRecord } from '../../protocol/schemas/records';
import { assertApprovable, assertOpenToProposal, contentHash, supervised, supervisorEvent } from '../approvals';
import type { SupervisionFacts } from '../approvals';
import { demand } from '../demand';

type Command<N extends keyof typeof institutionCommands> = z.infer<(typeof institutionCommands)[N]>;

export interface InstitutionFacts extends SupervisionFacts {
  /** The institution as it stands, if it does. */
  readonly record: InstitutionRecord | undefined;
  /** The USCC of the approved registry that has this registry code, if one has. */
  readonly registryCodeHolder: string | undefined;
}

const foundingProblem = (
  { institution, endorsers }: Command<'found'>,
  { actor }: SupervisionFacts,
): string | undefined => {
  if (institution.institutionKind !== 'SUPERVISOR') return 'only a supervisor founds a register';
  if (institution.mspId !== actor.mspId || institution.uscc !== actor.uscc) return 'the supervisor founds it itself';
  if (new Set(endorsers).size !== endorsers.length) return 'an endorser stands twice';
  return endorsers.includes(institution.mspId) ? undefined : 'the supervisor is one of the endorsers';
};

/** The first transaction of a register: nobody is there yet to approve it. */
export const decideFound = (command: Command<'found'>, facts: InstitutionFacts): EventDraft<'institutionFounded'> => {
  demand(facts.founding === undefined, 'REGISTER_ALREADY_FOUNDED');
  const problem = foundingProblem(command, facts);
  if (facts.actor.role !== 'supervisor' || problem !== undefined) {
    throw new RegistryError('ACCESS_DENIED', { reason: problem ?? 'only a supervisor founds a register' });
  }
  const { institution, endorsers } = command;
  return {
    type: 'institutionFounded',
    data: { institution, hash: contentHash(institution), endorsers },
    recordType: 'institution',
    recordId: institution.uscc,
    authorityBasis: institution.accreditation.number,
  };
};

/** Records in custody of a registry are endorsed by its peers: without any they could never change. */
const assertCustodian = (institution: Institution, endorsers: readonly string[]): void => {
  const mayKeep = institution.institutionKind !== 'REGISTRY' || endorsers.includes(institution.mspId);
  demand(mayKeep, 'MSP_NOT_ENDORSING', { mspId: institution.mspId, endorsers });
};

export const decideProposeInstitution = (
  { institution }: Command<'propose'>,
  facts: InstitutionFacts,
): EventDraft<'institutionProposed'> => {
  const founding = supervised(facts);
  assertOpenToProposal(facts.record, facts.now);
  assertCustodian(institution, founding.endorsers);
  return {
    type: 'institutionProposed',
    data: { institution, hash: contentHash(institution), endorsers: founding.endorsers },
    ...supervisorEvent('institution', institution.uscc, founding),
  };
};

export const decideApproveInstitution = (
  command: Command<'approve'>,
  facts: InstitutionFacts,
): EventDraft<'institutionApproved'> => {
  const founding = supervised(facts);
  const { uscc, hash } = command;
  const { institution } = assertApprovable(facts.record, { hash, id: uscc, recordType: 'institution' }, facts);
  if (institution.institutionKind === 'REGISTRY') {
    const holder = facts.registryCodeHolder;
    demand(holder === undefined || holder === uscc, 'REGISTRY_CODE_TAKEN', { registryCode: institution.registryCode });
  }
  return {
    type: 'institutionApproved',
    data: { hash },
    ...supervisorEvent('institution', uscc, founding),
  };
};
