// SPDX-License-Identifier: Apache-2.0
import { dirname, join } from 'node:path';
import type { Founding, Topology } from '@registry/network';
import type { LedgerPort } from '@registry/gateway';
import { officersOf } from '../founding/supervisor';
import { newKeyKeeping } from './keeping';
import type { Publishing } from './publish';

/** Where the supervisor keeps the keys of its trust lists. @param network - where the network keeps its data */
export const trustFolder = (network: string): string => join(network, 'trust');

/** The key-encryption key of them, beside those of the gateways. */
const trustKeyFile = (network: string): string => join(dirname(network), 'keys', 'supervisor.kek');

/** What publishing needs, for the register that a topology and its founding data describe. */
export const publishingOf = (parts: {
  readonly ledger: LedgerPort;
  readonly topology: Topology;
  readonly founding: Founding;
  readonly network: string;
}): Publishing => {
  const { ledger, topology, founding, network } = parts;
  const [supervisor, ...institutions] = founding.institutions;
  if (!supervisor) throw new Error('The founding data name no supervisor.');
  return {
    ledger,
    officers: officersOf(topology, network),
    keeping: newKeyKeeping(trustFolder(network), trustKeyFile(network)),
    channel: topology.channel,
    supervisor: supervisor.uscc,
    institutions: institutions.map(({ uscc }) => uscc),
  };
};
