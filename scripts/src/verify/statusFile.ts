// SPDX-License-Identifier: Apache-2.0
import { believeStatusList, lookUpStatus } from '@registry/chaincode/protocol';
import type { Anchor, StatusFinding, StatusRefusal, Verification } from '@registry/chaincode/protocol';

/** What a status list says of what is shown; without a date where nobody signed it. */
export type ListedStatus = StatusFinding | { readonly refusal: StatusRefusal };

/**
 * Looks up in a status list what was checked and found to be a certificate. No network is used.
 *
 * @param jws - may be an attacker's
 * @param at - milliseconds since 1970
 * @returns undefined where what is shown is no certificate: its number is anybody's
 */
export const statusIn = async (
  jws: string,
  { findings, number, registry }: Verification,
  { anchor, at }: { readonly anchor: Anchor; readonly at: number },
): Promise<ListedStatus | undefined> => {
  if (findings.length > 0 || number === undefined || registry === undefined) return undefined;
  const believed = await believeStatusList(jws.trim(), anchor);
  return 'refusal' in believed ? believed : lookUpStatus(believed.found, { number, registry }, at);
};
