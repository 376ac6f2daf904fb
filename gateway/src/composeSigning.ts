// SPDX-License-Identifier: Apache-2.0
import type { Data } from './composeData';
import type { Config } from './config';
import type { CredentialsOptions } from './credentials/credentials';
import { didOf } from './credentials/issuer';
import type { LedgerPort } from './ledger/port';
import { RegistryKeys } from './signing/registryKeys';
import { withSignedGrants } from './signing/signedGrants';
import type { People } from './wallet/people';
import type { Organization, Topology } from './wallet/topology';

interface SigningParts {
  readonly ledger: LedgerPort;
  readonly people: People;
  readonly organization: Organization;
}

/** Only a registry grants, and only one whose gateway may act by itself makes keys. */
export async function newSigning(
  data: Data,
  { ledger, people, organization }: SigningParts,
): Promise<{ readonly signing: Pick<LedgerPort, 'submit' | 'transaction'>; readonly keys?: RegistryKeys }> {
  const clock = await people.clockOf(organization.name);
  if (!clock) return { signing: ledger };
  const { identity } = clock;
  const keys = new RegistryKeys({ ...data, ledger, registry: organization.uscc, identity });
  return { signing: withSignedGrants(ledger, keys), keys };
}

/** Without an origin under which others reach it, it names the one that it listens on. */
export function issuedBy(
  { PUBLIC_ORIGIN, HTTP_HOST, HTTP_PORT }: Config,
  { channel }: Topology,
  { uscc: registry }: Organization,
): Pick<CredentialsOptions, 'did' | 'channel' | 'registry' | 'statusLists'> {
  const listening = `http://${HTTP_HOST.includes(':') ? `[${HTTP_HOST}]` : HTTP_HOST}:${String(HTTP_PORT)}`;
  const origin = PUBLIC_ORIGIN ?? listening;
  const statusLists = new URL('/api/v1/status', origin).href;
  return { did: didOf(origin), channel, registry, statusLists };
}
