// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { certificateKeys, keySetVersion, KEY_REVOCATION_REASONS } from './certificateKeys';
import { civilDate, hex64, idempotencyKey, instant, name, regionCode, text, uscc } from './primitives';
import { CASE_TYPES, INSTITUTION_KINDS, RECOGNITION_PURPOSES } from './vocabulary';

const trustListVersion = z.int().min(1).max(1_000_000);

/** As Fabric names channels. */
const channelName = z.string().regex(/^[a-z][a-z0-9.-]{0,248}$/, 'must be the name of a channel');

const isEach = <T>(items: readonly T[], idOf: (item: T) => string): boolean =>
  new Set(items.map(idOf)).size === items.length;

/** A key set with its times, as it stands in the record of its institution. */
export const listedKeySet = z.strictObject({
  version: keySetVersion,
  keys: certificateKeys,
  validFrom: instant,
  validUntil: instant.optional(),
  revokedAt: instant.optional(),
  reasonCode: z.enum(KEY_REVOCATION_REASONS).optional(),
  compromisedSince: instant.optional(),
});
const listedKeySets = z
  .array(listedKeySet)
  .max(1_000)
  .refine((sets) => isEach(sets, ({ version }) => String(version)), 'each version once');

/** For what somebody is trusted: which kinds of cases, of which regions, for which purposes. */
export const trustScope = z.strictObject({
  caseTypes: z.array(z.enum(CASE_TYPES)).min(1).max(CASE_TYPES.length),
  regionCodes: z.array(regionCode).min(1).max(40),
  purposes: z.array(z.enum(RECOGNITION_PURPOSES)).min(1).max(RECOGNITION_PURPOSES.length),
});
export type TrustScope = z.infer<typeof trustScope>;

/** Both days belong to it, in Asia/Shanghai. */
const days = { from: civilDate, to: civilDate.optional() };

const listedInstitution = z.strictObject({
  uscc,
  name: name(120),
  institutionKind: z.enum(INSTITUTION_KINDS),
  accreditation: z.strictObject({ number: text(60), ...days }),
  scope: trustScope,
  keySets: listedKeySets,
});
export type ListedInstitution = z.infer<typeof listedInstitution>;

const slug = (what: string): z.ZodString =>
  z.string().regex(/^[a-z0-9][a-z0-9-]{1,47}$/, `must be the id of a ${what}`);

/** A register that another consortium keeps. Its own trust lists are checked with these keys of its supervisor. */
const partnerLedger = z.strictObject({
  ledgerId: slug('ledger'),
  name: name(120),
  channel: channelName,
  register: uscc,
  ...days,
  scope: trustScope,
  keySets: listedKeySets,
});
export type PartnerLedger = z.infer<typeof partnerLedger>;

const evmAddress = z.string().regex(/^0x[0-9a-f]{40}$/, 'must be an address as 0x and 40 lower-case digits');

/** A platform on an EVM chain: the domain (EIP-712) that its messages are signed for, and who signs them. */
export const foreignPlatform = z.strictObject({
  platformId: slug('platform'),
  name: name(120),
  domain: z.strictObject({
    name: z.string().regex(/^[ -~]{1,60}$/, 'must be 1 to 60 letters of ASCII'),
    version: z.string().regex(/^[A-Za-z0-9.-]{1,20}$/, 'must be 1 to 20 letters, digits, dots or hyphens'),
    chainId: z.string().regex(/^[1-9]\d{0,18}$/, 'must be the number of a chain'),
    verifyingContract: evmAddress,
  }),
  ...days,
  scope: trustScope,
  keys: z
    .array(
      z.strictObject({
        address: evmAddress,
        validFrom: instant,
        validUntil: instant.optional(),
        revokedAt: instant.optional(),
      }),
    )
    .min(1)
    .max(100),
});
export type ForeignPlatform = z.infer<typeof foreignPlatform>;

/** What a list says of those who are not on this ledger. */
export const trustedOthers = z.strictObject({
  partners: z.array(partnerLedger).max(100).optional(),
  platforms: z.array(foreignPlatform).max(100).optional(),
});

/**
 * Whom the supervisor trusts, for what and since when, as it leaves the ledger. Each version names everybody that the one
 * before it named: who is trusted no more has a last day.
 */
export const trustList = z
  .strictObject({
    type: z.literal('dpr-trust-list'),
    version: trustListVersion,
    channel: channelName,
    register: uscc,
    issuedAt: instant,
    /** The list is stale from then on. */
    nextUpdate: instant,
    supervisor: z.strictObject({
      uscc,
      name: name(120),
      keySets: listedKeySets.refine((sets) => sets.length > 0, 'at least one'),
    }),
    /** How many registries must find the same status root, and how long it is fresh. */
    status: z.strictObject({ quorum: z.int().min(1).max(20), lifetimeSeconds: z.int().min(60).max(2_592_000) }),
    institutions: z.array(listedInstitution).max(100),
    partners: z.array(partnerLedger).max(100),
    platforms: z.array(foreignPlatform).max(100),
  })
  .refine(({ issuedAt, nextUpdate }) => issuedAt < nextUpdate, 'is stale after it is issued')
  .refine(({ institutions }) => isEach(institutions, (one) => one.uscc), 'each institution once')
  .refine(({ partners }) => isEach(partners, (one) => one.ledgerId), 'each ledger once')
  .refine(({ platforms }) => isEach(platforms, (one) => one.platformId), 'each platform once');
export type TrustList = z.infer<typeof trustList>;

/** The supervisor's signatures under a trust list, with one of its own key sets. */
export const trustListSignatures = z.strictObject({
  keys: keySetVersion,
  /** Of the list as an EVM chain takes it, see `typedData/trustListMessage.ts`. */
  eip712: z.string().regex(/^[0-9a-f]{130}$/, 'must be 130 lower-case hexadecimal digits'),
  /** ES256 of the signing input of the compact JWS. */
  es256: z.string().regex(/^[0-9a-f]{128}$/, 'must be 128 lower-case hexadecimal digits'),
});
export type TrustListSignatures = z.infer<typeof trustListSignatures>;

/** One officer of the supervisor proposes a list; it is signed when another approves it. */
export const trustListCommands = {
  propose: z.strictObject({ idempotencyKey, list: trustList }),
  approve: z.strictObject({
    idempotencyKey,
    version: trustListVersion,
    hash: hex64,
    signatures: trustListSignatures,
  }),
} as const;

export const trustListQueries = { read: z.strictObject({ version: trustListVersion }) } as const;
