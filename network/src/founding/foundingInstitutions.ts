// SPDX-License-Identifier: Apache-2.0
import { institution, type Institution } from '@registry/chaincode/protocol';
import { z } from 'zod';
import { registryCode, type Member, type Organization, type Topology } from '../topology';
import { FoundingError } from './foundingFiles';

/** What the supervisor says of a legal person beyond what the topology does; the whole is checked as an institution. */
const accreditation = z.strictObject({
  accreditation: z.looseObject({}),
  complaintChannel: z.string(),
  registry: z.strictObject({ caseTypes: z.array(z.string()), profileIds: z.array(z.string()) }).optional(),
  agency: z.strictObject({ qualification: z.looseObject({}), declaredTies: z.array(z.string()) }).optional(),
});

/** Accreditations by USCC. */
export const accreditations = z.record(z.string(), accreditation);
export type Accreditations = z.infer<typeof accreditations>;

/** A topology's names joined with its accreditations. */
export interface InstitutionSources {
  readonly topology: Topology;
  readonly accreditations: Accreditations;
  /** Profiles that every registry may use besides the accredited ones: the test-only ones of a demonstration. */
  readonly extraProfileIds: readonly string[];
}

const KINDS = { registry: 'REGISTRY', supervisor: 'SUPERVISOR', judicial: 'JUDICIAL' } as const;

function accreditationOf(uscc: string, sources: InstitutionSources): Accreditations[string] {
  const found = Object.hasOwn(sources.accreditations, uscc) ? sources.accreditations[uscc] : undefined;
  if (found) return found;
  throw new FoundingError({ code: 'FOUNDING_INCOMPLETE', message: `${uscc} has no accreditation to be founded with` });
}

function checked(value: unknown, uscc: string): Institution {
  const parsed = institution.safeParse(value);
  if (parsed.success) return parsed.data;
  const list = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
  throw new FoundingError({ code: 'FOUNDING_INVALID', message: `The accreditation of ${uscc} is not valid: ${list}` });
}

function registryFields(org: Organization, sources: InstitutionSources): object {
  const { registry } = accreditationOf(org.uscc, sources);
  if (org.kind !== 'registry' || registry === undefined) return {};
  const profileIds = [...registry.profileIds, ...sources.extraProfileIds];
  return { registryCode: registryCode(org), caseTypes: registry.caseTypes, profileIds };
}

function organizationInstitution(
  org: Organization & { kind: keyof typeof KINDS },
  sources: InstitutionSources,
): Institution {
  const { accreditation: accredited, complaintChannel } = accreditationOf(org.uscc, sources);
  const value = {
    institutionKind: KINDS[org.kind],
    uscc: org.uscc,
    name: org.title,
    mspId: org.mspId,
    regionCodes: org.regionCodes,
    accreditation: accredited,
    complaintChannel,
    ...registryFields(org, sources),
  };
  return checked(value, org.uscc);
}

function agencyInstitution(member: Member, org: Organization, sources: InstitutionSources): Institution {
  const { accreditation: accredited, complaintChannel, agency } = accreditationOf(member.uscc, sources);
  const value = {
    institutionKind: 'AGENCY',
    uscc: member.uscc,
    name: member.name,
    mspId: org.mspId,
    regionCodes: org.regionCodes,
    accreditation: accredited,
    complaintChannel,
    ...agency,
  };
  return checked(value, member.uscc);
}

const isOffice = (org: Organization): org is Organization & { kind: keyof typeof KINDS } => org.kind !== 'agency';

/**
 * The institutions of a consortium, the supervisor first: it founds the register and accredits the others. An
 * organization of agencies is no institution itself; each of its members that reviews is.
 *
 * @throws FoundingError FOUNDING_INCOMPLETE or FOUNDING_INVALID
 */
export function foundingInstitutions(sources: InstitutionSources): Institution[] {
  const { organizations } = sources.topology;
  const offices = organizations.filter(isOffice).map((org) => organizationInstitution(org, sources));
  const agencies = organizations.flatMap((org) =>
    org.members.filter((member) => member.kind === 'agency').map((member) => agencyInstitution(member, org, sources)),
  );
  const supervisors = offices.filter((office) => office.institutionKind === 'SUPERVISOR');
  return [...supervisors, ...offices.filter((office) => !supervisors.includes(office)), ...agencies];
}
