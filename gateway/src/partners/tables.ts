// SPDX-License-Identifier: Apache-2.0

/** What was wrong at the last attempt. */
export interface PartnerProblem {
  /** Whether it was not reached, or showed what does not check. */
  readonly kind: 'DOWN' | 'REFUTED';
  readonly code: string;
  /** Which certificate, list or address it was about. */
  readonly about: string;
  /** Since when it has been so. */
  readonly since: string;
}

export interface PartnerSourcesTable {
  url: string;
  ledger_id: string;
  /** JSON. */
  lists: string;
  cursor: string;
  tried_at: string;
  reached_at: string | null;
  /** JSON of a problem. */
  problem: string | null;
}

export interface PartnerCertificatesTable {
  ledger_id: string;
  number: string;
  url: string;
  version: number;
  registry_uscc: string;
  registry_name: string;
  key_set: number;
  valid_from: string;
  valid_to: string;
}

export interface PartnerStatusListsTable {
  url: string;
  registry_uscc: string;
  year: string;
  valid_from: string;
  jws: string;
}

export interface PartnerTables {
  partner_sources: PartnerSourcesTable;
  partner_certificates: PartnerCertificatesTable;
  partner_status_lists: PartnerStatusListsTable;
}
