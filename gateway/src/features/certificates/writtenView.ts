// SPDX-License-Identifier: Apache-2.0
import { certificateStatusAt, without } from '@registry/chaincode/protocol';
import type { CertificateRecord } from '@registry/chaincode/protocol';
import { viewCertificate } from './view';
import type { CertificateSource } from './view';

/** A view as JSON text, kept ready: only what changes with time is added at each answer. */
export interface WrittenView {
  /** The object without its status and without its closing brace. */
  readonly opening: string;
  readonly stored: Pick<CertificateRecord, 'status' | 'standing' | 'validUntil'>;
  /** The height from which on this is true. */
  readonly since: number;
}

/** @param channel - of the ledger that the view's reference points into */
export const writeView = (source: CertificateSource, channel: string): WrittenView => {
  const timeless = without(viewCertificate(source, channel), ['status']);
  return { opening: JSON.stringify(timeless).slice(0, -1), stored: source.record, since: source.writtenIn + 1 };
};

/** @param nowInstant - ISO instant for which the status is derived; like a status, it needs no escaping */
export const completeView = ({ opening, stored, since }: WrittenView, nowInstant: string, height: number): string => {
  const status = certificateStatusAt(stored, nowInstant);
  const blockHeight = Math.max(height, since);
  return `${opening},"status":"${status}","checkedAt":"${nowInstant}","blockHeight":${blockHeight}}`;
};
