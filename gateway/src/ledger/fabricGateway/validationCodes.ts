// SPDX-License-Identifier: Apache-2.0
import { peer } from '@hyperledger/fabric-protos';

const NAMES = new Map<number, string>(Object.entries(peer.TxValidationCode).map(([name, code]) => [code, name]));

/** Fabric's name of a validation code; a number that this version does not know stays a number. */
export function validationCodeName(code: number): string {
  return NAMES.get(code) ?? String(code);
}
