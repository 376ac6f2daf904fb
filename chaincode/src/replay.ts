// SPDX-License-Identifier: Apache-2.0
/**
 * What events make of records, for those who hold the events and not the state: a gateway that is asked for a moment in
 * the past, a verifier; and what the claims of two of them are to each other. It decides nothing.
 */
export { applyToCase } from './domain/applications/apply';
export type { CaseEvent } from './domain/applications/apply';
export { applyToCertificate } from './domain/certificates/apply';
export type { CertificateEvent } from './domain/certificates/apply';
export { applyToRecognition } from './domain/recognitions/apply';
export type { RecognitionEvent } from './domain/recognitions/apply';
export { recognitionSteps } from './domain/recognitions/lifecycle';
export { awaitedWorkers } from './domain/awaited';
export { checkClaims } from './domain/claims/flags';
export { hasNotFailed, stands } from './domain/claims/standing';
export type { OtherClaim } from './domain/claims/standing';
