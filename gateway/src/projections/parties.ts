// SPDX-License-Identifier: Apache-2.0
/** How a party of a case is written down: by its USCC, or by the key that submitted. */
export const partyOfUscc = (uscc: string): string => `uscc:${uscc}`;
export const partyOfKey = (identityKey: string): string => `key:${identityKey}`;
