// SPDX-License-Identifier: Apache-2.0
import { peer } from '@hyperledger/fabric-protos';

const CODES = new Map<string, number>(Object.entries(peer.TxValidationCode));
const NAMES = new Map<number, string>([...CODES].map(([name, code]) => [code, name]));

/** Fabric's name of a validation code; a number that this version does not know stays a number. */
export function validationCodeName(code: number): string {
  return NAMES.get(code) ?? String(code);
}

/** The number of a validation code, by the name that was given here. */
export function validationCodeOf(name: string): number {
  return CODES.get(name) ?? Number(name);
}
