// SPDX-License-Identifier: Apache-2.0
import { RegistryError } from '../../protocol/errors';
import type { ErrorCode } from '../../protocol/errors';
import type { Filing } from '../../protocol/schemas/filing';
import type { REFUSAL_REASONS } from '../../protocol/schemas/vocabulary';

/** What a filing says of itself that keeps it from being registered. */
interface Prohibition {
  readonly code: ErrorCode;
  readonly path: string;
  /** The reason code with which an officer refuses what the filing does not say. */
  readonly reasonCode: (typeof REFUSAL_REASONS)[number];
  readonly applies: (product: Filing['product']) => boolean;
}

/** N35 art. 15 and the law in general, in the order in which they are looked at. */
export const PROHIBITIONS: readonly Prohibition[] = [
  {
    code: 'UNLAWFUL_OBJECT_REFUSED',
    path: '/product/declarations/unlawful',
    reasonCode: 'NA-LAW',
    applies: ({ declarations }) => declarations.unlawful,
  },
  {
    code: 'CORE_DATA_REFUSED',
    path: '/product/classification/level',
    reasonCode: 'NA-LAW',
    applies: ({ classification }) => classification.level === 'CORE',
  },
  {
    code: 'GOVERNMENT_DUTY_DATA_REFUSED',
    path: '/product/declarations/governmentDutyData',
    reasonCode: 'NA-GOVDATA',
    applies: ({ declarations }) => declarations.governmentDutyData,
  },
  {
    code: 'OWNERSHIP_IN_DISPUTE',
    path: '/product/declarations/ownershipInDispute',
    reasonCode: 'NA-DISPUTE',
    applies: ({ declarations }) => declarations.ownershipInDispute,
  },
  {
    code: 'PUBLIC_DATA_NOT_REGISTERED',
    path: '/product/publicData/registrationNumber',
    reasonCode: 'NA-NOPUBREG',
    applies: ({ publicData }) => publicData.fromAuthorisedOperation && publicData.registrationNumber === undefined,
  },
];

/**
 * Refuses what a filing itself says is not registered.
 *
 * @throws RegistryError UNLAWFUL_OBJECT_REFUSED, CORE_DATA_REFUSED, GOVERNMENT_DUTY_DATA_REFUSED, OWNERSHIP_IN_DISPUTE,
 * PUBLIC_DATA_NOT_REGISTERED with the field and the reason code
 */
export const assertRegistrable = ({ product }: Filing): void => {
  const met = PROHIBITIONS.find(({ applies }) => applies(product));
  if (met !== undefined) throw new RegistryError(met.code, { path: met.path, reasonCode: met.reasonCode });
};
