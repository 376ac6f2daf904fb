// SPDX-License-Identifier: Apache-2.0
import type { RegistryError } from '../errors';

/** In which way a shown JWS, or what it holds, is not even a thing of its kind. */
const FAULTS = [
  'PARTS_WRONG',
  'NOT_BASE64URL',
  'NOT_JSON',
  'ALGORITHM_REFUSED',
  'TYPE_WRONG',
  'KEY_ID_WRONG',
  'FIELD_WRONG',
] as const;

/** Of a code and a seal only one spelling is taken. */
export const JWS_FAULTS = [...FAULTS, 'SPELLED_OTHERWISE'] as const;
export type JwsFault = (typeof JWS_FAULTS)[number];

/** A credential is signed as it is spelled; more of it can be forged, since it has disclosures (SD-JWT, RFC 9901). */
export const CREDENTIAL_FAULTS = [
  ...FAULTS,
  'HASH_REFUSED',
  'HOLDER_BOUND',
  'DIGEST_REPEATED',
  'DISCLOSURE_UNSIGNED',
  'DISCLOSURE_REPEATED',
  'DISCLOSURE_MALFORMED',
  'CLAIM_OVERWRITTEN',
] as const;
export type CredentialFault = (typeof CREDENTIAL_FAULTS)[number];
type Fault = (typeof FAULTS)[number];

/** What of a header says most: a JWS of another kind has another key too. */
const OF_HEADER: readonly (readonly [path: string, fault: Fault])[] = [
  ['/alg', 'ALGORITHM_REFUSED'],
  ['/typ', 'TYPE_WRONG'],
  ['/kid', 'KEY_ID_WRONG'],
];

interface FieldProblem {
  readonly path: string;
  readonly code: string;
}

/** The fields that are wrong, of a refusal that names fields: at least one. */
export const problemsIn = ({ details }: RegistryError): readonly [FieldProblem, ...FieldProblem[]] =>
  details['problems'] as unknown as readonly [FieldProblem, ...FieldProblem[]];

/** The fault for which a reader refused a text: the one that it named, or the one that its code stands for. */
export const faultIn = <F extends JwsFault | CredentialFault>(
  error: RegistryError,
  faults: readonly F[],
): F | Fault => {
  const named = faults.find((fault) => fault === error.details['fault']);
  if (named !== undefined) return named;
  if (error.code === 'INVALID_IDENTIFIER') return 'NOT_BASE64URL';
  if (error.code !== 'VALIDATION_FAILED') return 'NOT_JSON';
  const paths = problemsIn(error).map(({ path }) => path);
  return OF_HEADER.find(([path]) => paths.includes(path))?.[1] ?? 'FIELD_WRONG';
};
