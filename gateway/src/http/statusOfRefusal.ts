// SPDX-License-Identifier: Apache-2.0
import type { ErrorCode } from '@registry/chaincode/protocol';

/**
 * HTTP statuses of the ledger's refusals that are not about the state of things. Every other refusal says that the case
 * or the register stands otherwise than the request assumes: 409.
 */
const STATUSES: Partial<Record<ErrorCode, number>> = {
  INVALID_JSON: 400,
  ACCESS_DENIED: 403,
  SIGNER_CERT_NOT_CANONICAL: 403,
  DUTIES_NOT_SEPARATED: 403,
  NOT_A_PARTY: 403,
  NOT_THE_ASSIGNED_REVIEWER: 403,
  REVIEWER_NOT_INDEPENDENT: 403,
  AGENT_AUTHORITY_OVER: 403,
  OBJECTOR_IS_PARTY: 403,
  NOT_FOUND: 404,
  INVALID_IDENTIFIER: 422,
  INVALID_TIME: 422,
  VALIDATION_FAILED: 422,
  MERKLE_OUT_OF_RANGE: 422,
  UNLAWFUL_OBJECT_REFUSED: 422,
  CORE_DATA_REFUSED: 422,
  GOVERNMENT_DUTY_DATA_REFUSED: 422,
  OWNERSHIP_IN_DISPUTE: 422,
  PUBLIC_DATA_NOT_REGISTERED: 422,
  RIGHT_NOT_ALLOWED_FOR_SOURCE: 422,
  UPSTREAM_NOT_NAMED: 422,
  UPSTREAM_LICENCE_MISSING: 422,
  UPSTREAM_CONTRACT_ENDED: 422,
  INTERNAL: 500,
  UNKNOWN_TRANSACTION: 500,
  // Our own clock differs from that of the endorsers: nothing that the caller could change.
  TIME_SKEW: 503,
};

/** The HTTP status of a refusal that the ledger gave. */
export function statusOfRefusal(code: ErrorCode): number {
  return STATUSES[code] ?? 409;
}
