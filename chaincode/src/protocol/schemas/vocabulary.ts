// SPDX-License-Identifier: Apache-2.0
/** The closed word lists of a filing (domain dictionary: N35 annex 1, Zhengzhou articles). */
export const APPLICANT_TYPES = ['NATURAL_PERSON', 'LEGAL_PERSON', 'UNINCORPORATED'] as const;
export const ID_TYPES = ['USCC', 'ID_CARD', 'PASSPORT', 'FOREIGN'] as const;
/** The last four are the Zhengzhou articles' own: 数据元件, 模型, 核验, and what is made from registered products. */
export const OBJECT_KINDS = [
  'RESOURCE',
  'PRODUCT',
  'SERVICE',
  'DATA_ELEMENT',
  'MODEL',
  'VERIFICATION_SERVICE',
  'DERIVED_PRODUCT',
] as const;
export const PRODUCT_FORMS = [
  'DATASET',
  'API',
  'REPORT',
  'INDEX',
  'VISUALISATION',
  'MODEL',
  'ENCRYPTED_DATA',
  'APPLICATION',
] as const;
export const SOURCE_KINDS = ['COLLECTED', 'SCRAPED_OPEN_DATA', 'CONTRACT', 'DERIVED'] as const;
export const REGION_SCOPES = ['INTERNATIONAL', 'NATIONAL', 'PROVINCE', 'CITY', 'COUNTY', 'BELOW_COUNTY'] as const;
export const UPDATE_FREQUENCIES = [
  'REAL_TIME',
  'DAILY',
  'WEEKLY',
  'MONTHLY',
  'YEARLY',
  'ON_DEMAND',
  'OTHER',
  'NONE',
] as const;
export const MEDIA = ['IMAGE', 'TEXT', 'VIDEO', 'AUDIO', 'TABLE', 'OTHER'] as const;
export const STRUCTURES = ['STRUCTURED', 'SEMI_STRUCTURED', 'UNSTRUCTURED'] as const;
export const DATA_LEVELS = ['GENERAL', 'IMPORTANT', 'CORE'] as const;
export const COVERAGES = ['SAMPLE', 'FULL'] as const;
export const RIGHT_TYPES = ['HOLD', 'USE', 'OPERATE'] as const;
export const EXCLUSIVITIES = ['NON_EXCLUSIVE', 'EXCLUSIVE'] as const;
/** How the holder of a right came to the data (N35 art. 21). */
export const RIGHT_BASES = [
  'SELF_COLLECTED',
  'JOINT',
  'CONTRACT',
  'PERSONAL',
  'LAW',
  'DERIVED',
  'SCRAPED',
  'ENTRUSTED',
] as const;
/** Whether others may make products from this one: freely, with a licence, or not at all. */
export const DERIVATIONS = ['FREE', 'LICENSED', 'FORBIDDEN'] as const;
export const MATERIAL_TYPES = [
  'PRODUCT_DESCRIPTION',
  'APPLICATION_FORM',
  'SOURCE_PROOF',
  'APPLICANT_QUALIFICATION',
  'LAWFUL_ACQUISITION',
  'SAMPLE',
  'COMMITMENT_LETTER',
  'PRIOR_REGISTRATION_PROOF',
  'AGENT_AUTHORISATION',
  'COMPLIANCE_PROOF',
  'UPSTREAM_LICENCE',
  'NON_SUBSTITUTION_PROOF',
  'CO_PRODUCER_CONSENT',
  'REVIEW_REPORT',
] as const;
export const MATERIAL_VERDICTS = ['OK', 'WRONG', 'MISSING', 'ILLEGIBLE'] as const;
export const REVIEW_POINTS = ['description', 'source', 'rights'] as const;
/** What an agency's compliance opinion assesses beside the points: who applies, with what, from where. */
export const ASSESSMENTS = ['applicantCapacity', 'materialValidity', 'sourceLegality'] as const;
export const POINT_VERDICTS = ['SATISFIED', 'NOT_SATISFIED'] as const;
export const CASE_TYPES = [
  'INITIAL',
  'TRANSFER',
  'CHANGE',
  'CORRECTION',
  'RENEWAL',
  'CANCEL',
  'REVOKE',
  'OBJECTION',
  'RECOGNITION',
  'RESTRICTION',
  'INQUIRY',
] as const;
export const INSTITUTION_KINDS = ['REGISTRY', 'AGENCY', 'SUPERVISOR', 'JUDICIAL', 'EXCHANGE'] as const;
export const CERTIFICATE_STATUSES = ['VALID', 'SUSPENDED', 'EXPIRED', 'REVOKED', 'CANCELLED', 'SUPERSEDED'] as const;

/** What a certificate's validity ends with: the period of its rule profile, or sooner what it rests on. */
export const VALIDITY_BOUNDS = ['PROFILE', 'RIGHT', 'CONTRACT', 'UPSTREAM'] as const;

/** Reason codes (domain section 4): not accepted, correction, lapsed, rejected. Others join with their commands. */
export const REFUSAL_REASONS = ['NA-SCOPE', 'NA-GOVDATA', 'NA-NOPUBREG', 'NA-SELF', 'NA-LAW', 'NA-DISPUTE'] as const;
export const CORRECTION_REASONS = ['CR-MISSING', 'CR-WRONG', 'CR-ILLEGIBLE', 'CR-NAME', 'CR-PRIOR'] as const;
/** An application that was not corrected in time counts as never made. */
export const LAPSE_REASONS = ['LA-CORRECTION'] as const;
/** Why an agency examines a case no longer: a tie came to light, or it does not do its work. */
export const RELIEF_REASONS = ['AG-CONFLICT', 'AG-DEFAULT'] as const;
/** Why a reviewer is replaced: a tie, absence, or a staff number that was mistyped. */
export const REASSIGNMENT_REASONS = ['AS-TIE', 'AS-ABSENCE', 'AS-NUMBER'] as const;
/** N35 art. 18: evidence was asked for, not supplied, and the point cannot be verified otherwise. */
export const TERMINATION_REASONS = ['TM-NOSUPP'] as const;
/** N35 art. 28: a review is extended where the matter is complex or the data are vast. */
export const EXTENSION_REASONS = ['EX-COMPLEX', 'EX-VOLUME'] as const;
/** N35 art. 22, and art. 21 for a right that the source does not carry. */
export const REJECTION_REASONS = [
  'RJ-SECURITY',
  'RJ-SOURCE',
  'RJ-DISPUTE',
  'RJ-CONCEAL',
  'RJ-LAW',
  'RJ-MATRIX',
] as const;

/**
 * What else is claimed in the same content: by the same holder, by another holder of the same right (lawful, N35
 * art. 21), against an exclusive right, or registered before and not declared.
 */
export const CLAIM_FLAGS = [
  'SAME_HOLDER_AGAIN',
  'PRIOR_NOT_DECLARED',
  'CONTRADICTING_EXCLUSIVE',
  'LAWFUL_CO_HOLDER',
] as const;
/** How much a flag weighs. Nothing is rejected for it: people decide. */
export const CLAIM_GRADES = ['INFORMATION', 'WARNING', 'CONFLICT'] as const;

/** What a certificate of elsewhere is recognized for (domain 3.6). */
export const RECOGNITION_PURPOSES = ['LISTING', 'TRADE', 'ASSET', 'PLEDGE', 'EVIDENCE', 'POLICY'] as const;
