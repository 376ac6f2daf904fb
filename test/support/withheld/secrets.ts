// SPDX-License-Identifier: Apache-2.0
import { newMarker, newTelephone } from './markers';

const marked = <N extends string>(...names: readonly N[]): Readonly<Record<N, string>> =>
  Object.fromEntries(names.map((name) => [name, newMarker(name)])) as Record<N, string>;

/** Of a case, for its parties, its registry and its agency at work. */
export const CASE_SECRETS = {
  ...marked('summary', 'corrected', 'limit', 'rule', 'scenario', 'contact', 'address', 'representative', 'file'),
  ...marked('askedFor', 'approval', 'correctionNote', 'supplementNote', 'finding', 'independence', 'opinion'),
  ...marked('assessment'),
  phone: newTelephone(),
};
/** Of an objection, for its objector too. */
export const OBJECTION_SECRETS = marked('objector', 'reach', 'interest', 'grounds', 'evidence', 'reply', 'ruling');
/** Of a report of interference, for the supervisor and whoever reported, and for nobody else. */
export const REPORT_SECRETS = marked('statement');
/** What everybody may see: if it is not found, nothing else would be. */
export const PUBLIC_MARKS = marked('name');

export const ALL_SECRETS = { ...CASE_SECRETS, ...OBJECTION_SECRETS, ...REPORT_SECRETS };
