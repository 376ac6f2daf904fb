// SPDX-License-Identifier: Apache-2.0

/** Why a trust list is not believed, or does not trust somebody with something. */
export const TRUST_REFUSALS = [
  'LIST_MALFORMED',
  'LIST_OF_ANOTHER_REGISTER',
  'LIST_KEY_UNKNOWN',
  'LIST_KEY_OUT_OF_VALIDITY',
  'LIST_KEY_REVOKED',
  'LIST_KEY_COMPROMISED',
  'LIST_SIGNATURE_WRONG',
  'LIST_NOT_NEXT',
  'LIST_FROM_THE_FUTURE',
  'LIST_STALE',
  'LIST_NONE_ON_THE_DAY',
  'NOT_LISTED',
  'NOT_ACCREDITED_ON_THE_DAY',
  'CASE_TYPE_OUT_OF_SCOPE',
  'REGION_OUT_OF_SCOPE',
  'PURPOSE_OUT_OF_SCOPE',
  'KEY_UNKNOWN',
  'KEY_OUT_OF_VALIDITY',
  'KEY_REVOKED',
  'KEY_COMPROMISED',
  'DOMAIN_NOT_LISTED',
  'SIGNATURE_MALFORMED',
  'SIGNER_NOT_LISTED',
  'NOT_YET_VALID',
  'EXPIRED',
] as const;
export type TrustRefusal = (typeof TRUST_REFUSALS)[number];

/** Either what was found, or the first reason why not. */
export type TrustFinding<T> = { readonly found: T } | { readonly refusal: TrustRefusal };
