// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import {
  ruleProfile,
  workingCalendar,
  type Institution,
  type RuleProfile,
  type WorkingCalendar,
} from '@registry/chaincode/protocol';
import { endorsingOrganizations, type Topology } from '../topology';
import { FOUNDING_FOLDER, FoundingError, readFoundingFile, readFoundingFolder } from './foundingFiles';
import { accreditations, foundingInstitutions } from './foundingInstitutions';

/** What the supervisor puts on a new register, in the order in which it can be put there. */
export interface Founding {
  /** MSPs whose peers endorse. */
  readonly endorsers: readonly string[];
  /** The supervisor comes first. */
  readonly institutions: readonly Institution[];
  readonly profiles: readonly RuleProfile[];
  readonly calendars: readonly WorkingCalendar[];
}

export interface FoundingOptions {
  readonly topology: Topology;
  /** Ids of test-only profiles that the register is to have; none by default, and none on a real register. */
  readonly testProfiles?: readonly string[];
  /** Where the founding data lie; those that ship by default. */
  readonly folder?: string;
}

function chosenProfiles(all: readonly RuleProfile[], testProfiles: readonly string[]): RuleProfile[] {
  const tests = all.filter((profile) => profile.testOnly && testProfiles.includes(profile.profileId));
  const missing = testProfiles.filter((id) => !tests.some((profile) => profile.profileId === id));
  if (missing.length === 0) return [...all.filter((profile) => !profile.testOnly), ...tests];
  const message = `There is no test-only profile ${missing.join(', ')}`;
  throw new FoundingError({ code: 'FOUNDING_INCOMPLETE', message });
}

function requireProfiles(institutions: readonly Institution[], profiles: readonly RuleProfile[]): void {
  const known = new Set(profiles.map((profile) => profile.profileId));
  const wanted = institutions.flatMap((one) => (one.institutionKind === 'REGISTRY' ? one.profileIds : []));
  const missing = [...new Set(wanted.filter((id) => !known.has(id)))];
  if (missing.length === 0) return;
  const message = `Registries are accredited for rule profiles that are not there: ${missing.join(', ')}`;
  throw new FoundingError({ code: 'FOUNDING_INCOMPLETE', message });
}

/**
 * Reads what a new register begins with: institutions (from the topology and their accreditations), rule profiles and
 * working-day calendars, each checked against the schema that the ledger will hold it to.
 *
 * @throws FoundingError when a file cannot be read, is not valid, or something that another names is missing
 */
export function loadFounding({ topology, testProfiles = [], folder = FOUNDING_FOLDER }: FoundingOptions): Founding {
  const profiles = chosenProfiles(readFoundingFolder(join(folder, 'profiles'), ruleProfile), testProfiles);
  const institutions = foundingInstitutions({
    topology,
    accreditations: readFoundingFile(join(folder, 'accreditations.json'), accreditations),
    extraProfileIds: testProfiles,
  });
  requireProfiles(institutions, profiles);
  return {
    endorsers: endorsingOrganizations(topology).map((org) => org.mspId),
    institutions,
    profiles,
    calendars: readFoundingFolder(join(folder, 'calendars'), workingCalendar),
  };
}
