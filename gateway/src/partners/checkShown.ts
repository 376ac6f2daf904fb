// SPDX-License-Identifier: Apache-2.0
import {
  believeStatusList,
  checkCertificateFile,
  followTrustLists,
  readCertificateFile,
  statusPlaceOf,
} from '@registry/chaincode/protocol';
import type { BelievedAnchor, CertificateFile, PartnerLedger } from '@registry/chaincode/protocol';
import { OF_ITS_DAYS } from '../trust/askedElsewhere';

/** A partner showed something that is not true. */
export class PartnerRefuted extends Error {
  override readonly name = 'PartnerRefuted';

  readonly code: string;
  /** Which certificate or list. */
  readonly about: string;

  constructor(code: string, about: string) {
    super(`${about}: ${code}`);
    this.code = code;
    this.about = about;
  }
}

/**
 * Goes from the keys that our supervisor pinned to the last of the partner's trust lists, and never back behind those that
 * were believed before.
 *
 * @param kept - the lists that were believed before, the first one first
 * @throws PartnerRefuted
 */
export const believeLists = (
  { channel, register, keySets }: Pick<PartnerLedger, 'channel' | 'register' | 'keySets'>,
  shown: readonly string[],
  kept: readonly string[],
): BelievedAnchor => {
  const place = { channel, register };
  if (shown.length < kept.length) throw new PartnerRefuted('LISTS_ROLLED_BACK', 'trust lists');
  if (kept.some((jws, index) => jws !== shown[index])) throw new PartnerRefuted('LISTS_FORKED', 'trust lists');
  const { lists, stoppedBy } = followTrustLists(shown, { place, keySets });
  if (stoppedBy !== undefined) throw new PartnerRefuted(stoppedBy, `trust list ${String(lists.length + 1)}`);
  return { place, lists };
};

/**
 * A partner's certificate whose signatures hold, by a registry that the partner's list of its day trusts. Its days are looked
 * at when somebody asks for it.
 *
 * @throws PartnerRefuted
 */
export const believeCertificate = (text: string, anchor: BelievedAnchor, now: number): CertificateFile => {
  const { findings, number = 'a certificate' } = checkCertificateFile(text, anchor, now);
  const wrong = findings.find(({ code }) => !OF_ITS_DAYS.includes(code));
  if (wrong !== undefined) throw new PartnerRefuted(wrong.code, number);
  const file = readCertificateFile(text);
  if ('code' in file) throw new PartnerRefuted(file.code, number);
  return file;
};

/** A registry's status list of a year, that must not be older than the one that was kept. */
export interface ShownStatus {
  readonly jws: string;
  readonly registry: string;
  readonly year: string;
  /** When the kept one begins. */
  readonly keptFrom: string | undefined;
}

/**
 * @returns since when the list speaks
 * @throws PartnerRefuted
 */
export const believeStatus = async (shown: ShownStatus, anchor: BelievedAnchor): Promise<string> => {
  const about = `status list ${shown.registry} ${shown.year}`;
  const believed = await believeStatusList(shown.jws, anchor);
  if ('refusal' in believed) throw new PartnerRefuted(believed.refusal, about);
  const { registry, year, validFrom } = believed.found.list;
  if (registry !== shown.registry) throw new PartnerRefuted('STATUS_LIST_OF_ANOTHER_REGISTRY', about);
  if (year !== shown.year) throw new PartnerRefuted('STATUS_LIST_OF_ANOTHER_YEAR', about);
  if (shown.keptFrom !== undefined && validFrom < shown.keptFrom) throw new PartnerRefuted('STATUS_ROLLED_BACK', about);
  return validFrom;
};

export const yearOf = (number: string): string => statusPlaceOf(number).year;
