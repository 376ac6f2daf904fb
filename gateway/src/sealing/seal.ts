// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';
import { commit, type JsonObject, type JsonValue } from '@registry/chaincode/protocol';
import { changeAt } from './pointers';

/** What opens one sealed value; without it the ledger's digests tell nothing. */
export interface Opening {
  /** SHA-256 of the commitment, as it stands on the ledger. */
  readonly commitment: string;
  readonly label: string;
  readonly salt: string;
  readonly value: JsonValue;
}

/** A value to seal: a JSON pointer, which is also the label of its commitment unless that is given beside it. */
export type Place = string | { readonly pointer: string; readonly label: string };

export interface SealedForm {
  readonly sealed: JsonObject;
  readonly openings: readonly Opening[];
}

function sealOne(label: string, value: JsonValue): { sealed: JsonObject; opening: Opening } {
  const salt = randomBytes(16).toString('hex');
  const { sha256, sm3 } = commit({ salt, label, value });
  return { sealed: { commitment: { sha256, sm3 } }, opening: { commitment: sha256, label, salt, value } };
}

/**
 * Replaces values by salted commitments (128 random bits each).
 *
 * @param places - one that stands inside another sealed value would lead nowhere
 * @throws RangeError where a pointer names no value
 */
export function seal(form: JsonObject, places: readonly Place[]): SealedForm {
  const openings: Opening[] = [];
  const labels = new Map(places.map((one) => (typeof one === 'string' ? [one, one] : [one.pointer, one.label])));
  let sealed: JsonValue = form;
  for (const [pointer, label] of labels) {
    sealed = changeAt(sealed, pointer, (value) => {
      const one = sealOne(label, value);
      openings.push(one.opening);
      return one.sealed;
    });
  }
  return { sealed: sealed as JsonObject, openings };
}
