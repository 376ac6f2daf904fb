// SPDX-License-Identifier: Apache-2.0
import { foundingKey } from '../ledger/keys';
import { RegistryError } from '../protocol/errors';
import type { FoundingRecord } from '../protocol/schemas/records';
import type { RegisterPlace } from '../protocol/typedData/certificateStatement';
import type { Call } from './submission';

/** Which register this is: what is signed names it. @throws RegistryError REGISTER_NOT_FOUNDED */
export const readPlace = async ({ ledger, channel }: Call): Promise<RegisterPlace> => {
  const founding = await ledger.get<FoundingRecord>(foundingKey());
  if (founding === undefined) throw new RegistryError('REGISTER_NOT_FOUNDED');
  return { channel, register: founding.uscc };
};
