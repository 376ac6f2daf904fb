// SPDX-License-Identifier: Apache-2.0

export interface ForeignCertificatesTable {
  platform_id: string;
  number: string;
  version: number;
  /** JSON, as it was shown. */
  certificate: string;
  kept_at: string;
}

export interface PlatformTables {
  foreign_certificates: ForeignCertificatesTable;
}
