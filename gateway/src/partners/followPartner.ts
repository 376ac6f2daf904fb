// SPDX-License-Identifier: Apache-2.0
import { parseJson, trustAnchor, validated } from '@registry/chaincode/protocol';
import type { BelievedAnchor, PartnerLedger } from '@registry/chaincode/protocol';
import { z } from 'zod';
import type { Database } from '../database/openDatabase';
import { PartnerHasNone, PartnerUnreachable } from './askPartner';
import type { PartnerDoor } from './askPartner';
import { believeCertificate, believeLists, believeStatus, PartnerRefuted } from './checkShown';
import { keepCertificate, keepStatusList, readSource, readStatusNeeds, writeSource } from './keep';
import type { KeptSource } from './keep';
import type { PartnerAddress } from './partnersFile';
import type { PartnerProblem } from './tables';

/** Where a partner is asked; the same paths on both sides. */
export const PARTNER_PATHS = {
  anchor: '/partner/v1/trust-anchor',
  certificates: '/partner/v1/certificates',
  status: '/partner/v1/status',
} as const;

/** Certificates on a page, and the most pages of one attempt: the next goes on from there. */
export const CERTIFICATES_A_PAGE = 50;
const MOST_PAGES = 100;
const MOST_LETTERS = 32 * 1024 * 1024;

/** One page of a registry's certificates, in the order in which its ledger changed them. */
export const certificatesPage = z.strictObject({
  /** Each as `certificateFileText` writes it. */
  files: z.array(z.string().max(1_000_000)).max(CERTIFICATES_A_PAGE),
  /** To go on from; the same as was asked where there is nothing new. */
  next: z.string().max(200),
});

export interface FollowedPartner {
  readonly database: Database;
  readonly address: PartnerAddress;
  readonly door: Pick<PartnerDoor, 'ask'>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** @throws PartnerRefuted */
const readShown = <T>(schema: z.ZodType<T>, text: string, about: string): T => {
  try {
    return validated(schema, parseJson(text, MOST_LETTERS));
  } catch {
    throw new PartnerRefuted('MALFORMED', about);
  }
};

const askLists = async (
  { door }: FollowedPartner,
  listed: PartnerLedger,
  { kept, signal }: { readonly kept: readonly string[]; readonly signal: AbortSignal },
): Promise<{ readonly anchor: BelievedAnchor; readonly lists: readonly string[] }> => {
  const text = await door.ask(PARTNER_PATHS.anchor, signal);
  const { lists } = readShown(trustAnchor, text, 'trust anchor');
  return { anchor: believeLists(listed, lists, kept), lists };
};

async function* askCertificates(
  { database, address, door, now }: FollowedPartner,
  anchor: BelievedAnchor,
  { cursor, signal }: { readonly cursor: string; readonly signal: AbortSignal },
): AsyncGenerator<string> {
  let after = cursor;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const path = `${PARTNER_PATHS.certificates}?after=${encodeURIComponent(after)}`;
    const { files, next } = readShown(certificatesPage, await door.ask(path, signal), 'certificates');
    for (const text of files) await keepCertificate(database, address, believeCertificate(text, anchor, now()));
    if (next === after) return;
    after = next;
    yield after;
  }
}

const askStatus = async (
  { database, address, door }: FollowedPartner,
  anchor: BelievedAnchor,
  signal: AbortSignal,
): Promise<void> => {
  for (const { registry, year, keptFrom } of await readStatusNeeds(database, address.url)) {
    const jws = await door.ask(`${PARTNER_PATHS.status}/${registry}/${year}`, signal);
    const validFrom = await believeStatus({ jws, registry, year, keptFrom }, anchor);
    await keepStatusList(database, address.url, { registry, year, validFrom, jws });
  }
};

const problemOf = (error: unknown, before: PartnerProblem | undefined, at: string): PartnerProblem => {
  const found = ((): Omit<PartnerProblem, 'since'> => {
    if (error instanceof PartnerRefuted) return { kind: 'REFUTED', code: error.code, about: error.about };
    if (error instanceof PartnerHasNone) return { kind: 'REFUTED', code: 'MISSING', about: error.message };
    if (error instanceof PartnerUnreachable) return { kind: 'DOWN', code: 'UNREACHABLE', about: error.message };
    throw error;
  })();
  const isSame = before?.kind === found.kind && before.code === found.code;
  return { ...found, since: isSame ? before.since : at };
};

/**
 * Asks a partner once for what is new: its trust lists, its certificates, their status. What does not check is not kept, and
 * ends the attempt: a partner that shows one untruth is not believed in the rest.
 *
 * @param listed - what our supervisor's trust list says of the partner's ledger
 * @returns how it stands now
 */
export const followPartner = async (
  partner: FollowedPartner,
  listed: PartnerLedger,
  signal: AbortSignal,
): Promise<KeptSource> => {
  const { database, address, now } = partner;
  const triedAt = new Date(now()).toISOString();
  const before = await readSource(database, address.url);
  let kept: KeptSource = before;
  try {
    const { anchor, lists } = await askLists(partner, listed, { kept: before.lists, signal });
    kept = { ...kept, lists };
    for await (const cursor of askCertificates(partner, anchor, { cursor: kept.cursor, signal })) {
      kept = { ...kept, cursor };
    }
    await askStatus(partner, anchor, signal);
    kept = { lists: kept.lists, cursor: kept.cursor, reachedAt: triedAt };
  } catch (error) {
    kept = { ...kept, problem: problemOf(error, before.problem, triedAt) };
  }
  await writeSource(database, address, { ...kept, triedAt });
  return kept;
};
