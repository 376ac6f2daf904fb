// SPDX-License-Identifier: Apache-2.0
import { shanghaiDate } from '../../protocol/civilTime';
import type { Agency } from '../../protocol/schemas/institution';
import type { CaseRecord } from '../../protocol/schemas/records';
import type { CaseFacts } from '../applications/facts';
import { organizationsOf } from '../applications/filingRules';
import { inForceOn } from '../institutions/inForce';

/** The organizations of a case that an agency is, or has declared a tie to: each once. */
export const tiesOf = ({ filing, registry }: CaseRecord, agency: Pick<Agency, 'uscc' | 'declaredTies'>): string[] => {
  const concerned = [...organizationsOf(filing), registry.uscc];
  return [...new Set(concerned.filter((one) => one === agency.uscc || agency.declaredTies.includes(one)))];
};

/** Whether an agency has left the case. */
export const hasLeft = ({ formerAgencies = [] }: CaseRecord, uscc: string): boolean =>
  formerAgencies.some((former) => former.uscc === uscc);

/** Qualified for the product's industry (GB/T 4754 section), and accredited in the registry's province. */
const isQualified = ({ filing, registry }: CaseRecord, { qualification, regionCodes }: Agency): boolean => {
  const { industries } = qualification;
  const province = registry.registryCode.slice(0, 2);
  const isInField = industries === undefined || industries.includes(filing.product.industry.code.slice(0, 1));
  return isInField && regionCodes.some((code) => code === '000000' || code.startsWith(province));
};

/** Of some agencies, those that may examine a case on the day: in force, qualified, untied, and not gone from it. */
export const eligibleAgencies = (
  record: CaseRecord,
  { institutions, now }: Pick<CaseFacts, 'institutions' | 'now'>,
  usccs: readonly string[],
): string[] =>
  usccs.filter((uscc) => {
    const agency = inForceOn(institutions.get(uscc), 'AGENCY', shanghaiDate(now));
    if (agency === undefined || hasLeft(record, uscc)) return false;
    return isQualified(record, agency) && tiesOf(record, agency).length === 0;
  });
