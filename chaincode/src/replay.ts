// SPDX-License-Identifier: Apache-2.0
/**
 * What events make of records, for those who hold the events and not the state: a gateway that is asked for a moment in
 * the past, a verifier. It decides nothing.
 */
export { applyToCase } from './domain/applications/apply';
export type { CaseEvent } from './domain/applications/apply';
export { applyToCertificate } from './domain/certificates/apply';
export type { CertificateEvent } from './domain/certificates/apply';
export { awaitedWorkers } from './domain/awaited';
