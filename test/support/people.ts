// SPDX-License-Identifier: Apache-2.0
import { utf8 } from '../../chaincode/src/protocol/bytes';
import { sha256Hex } from '../../chaincode/src/protocol/digest';
import type { Person } from '../../chaincode/src/protocol/schemas/records';
import { loadTopology } from '../../network/src/topology';

const topology = loadTopology();

/** A user of network/topology.json, as the chaincode knows a person. */
export const personNamed = (name: string): Person => {
  const user = topology.users.find((one) => one.name === name);
  const organization = topology.organizations.find((one) => one.name === user?.org);
  if (user === undefined || organization === undefined) throw new Error(`The topology has no user ${name}.`);
  const { mspId } = organization;
  const key = sha256Hex(utf8(`key of ${name}`));
  return { mspId, identityKey: `${mspId}:${key}`, role: user.role, staffNo: user.staffNo, uscc: user.uscc };
};

/** Zhengzhou's people and those who work with them, by what they do. */
export const PEOPLE = {
  applicant: personNamed('zhengzhou-applicant-1'),
  otherApplicant: personNamed('zhengzhou-applicant-2'),
  agent: personNamed('zhengzhou-agent-1'),
  acceptance: personNamed('zhengzhou-acceptance-1'),
  reviewer: personNamed('zhengzhou-reviewer-1'),
  decider: personNamed('zhengzhou-decider-1'),
  otherDecider: personNamed('zhengzhou-decider-2'),
  clock: personNamed('zhengzhou-clock'),
  agency: personNamed('agency-expert-1'),
  otherAgency: personNamed('agency-expert-2'),
  supervisor: personNamed('supervisor-officer-1'),
  otherSupervisor: personNamed('supervisor-officer-2'),
  judicial: personNamed('court-officer-1'),
  guiyangApplicant: personNamed('guiyang-applicant-1'),
  guiyangAcceptance: personNamed('guiyang-acceptance-1'),
  guiyangDecider: personNamed('guiyang-decider-1'),
} as const satisfies Record<string, Person>;
export type PersonName = keyof typeof PEOPLE;
