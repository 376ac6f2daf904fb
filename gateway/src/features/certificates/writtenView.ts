// SPDX-License-Identifier: Apache-2.0
import { statusAt } from './view';
import type { CertificateView } from './view';

/** A view as JSON text, kept ready: only what changes with time is added at each answer. */
export interface WrittenView {
  /** The object without its status and without its closing brace. */
  readonly opening: string;
  readonly status: CertificateView['status'];
  readonly validUntil: string;
  /** The height from which on this is true. */
  readonly since: number;
}

export const writeView = ({ status, ...rest }: CertificateView): WrittenView => ({
  opening: JSON.stringify(rest).slice(0, -1),
  status,
  validUntil: rest.validUntil,
  since: rest.ledger.blockNumber + 1,
});

/** @param nowInstant - ISO instant for which the status is derived; like a status, it needs no escaping */
export const completeView = (view: WrittenView, nowInstant: string, height: number): string => {
  const status = statusAt(view.status, view.validUntil, nowInstant);
  const blockHeight = Math.max(height, view.since);
  return `${view.opening},"status":"${status}","checkedAt":"${nowInstant}","blockHeight":${blockHeight}}`;
};
