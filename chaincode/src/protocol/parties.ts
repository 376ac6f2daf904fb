// SPDX-License-Identifier: Apache-2.0
/** How a party is written down where a USCC and a key may both stand: by its USCC, or by the key that submitted. */
export const partyOfUscc = (uscc: string): string => `uscc:${uscc}`;
export const partyOfKey = (identityKey: string): string => `key:${identityKey}`;
