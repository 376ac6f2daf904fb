// SPDX-License-Identifier: Apache-2.0
import type { CaseRecord } from './schemas/records';

/** How a party is written down where a USCC and a key may both stand: by its USCC, or by the key that submitted. */
export const partyOfUscc = (uscc: string): string => `uscc:${uscc}`;
export const partyOfKey = (identityKey: string): string => `key:${identityKey}`;

/**
 * The parties of a case, each once: its applicants, its agent, and the key that filed, which alone stands for a natural
 * person, who has no number on the ledger.
 */
export const partiesOf = ({ filing, submittedBy }: Pick<CaseRecord, 'filing' | 'submittedBy'>): string[] => {
  const { applicants, agent } = filing;
  const organizations = [
    ...applicants.flatMap(({ idNumber }) => (typeof idNumber === 'string' ? [idNumber] : [])),
    ...(agent === undefined ? [] : [agent.uscc]),
  ];
  return [...new Set([...organizations.map(partyOfUscc), partyOfKey(submittedBy.identityKey)])];
};
