// SPDX-License-Identifier: Apache-2.0
export * from './bytes';
export * from './canonicalJson';
export * from './civilTime';
export * from './digest';
export * from './errorCodes';
export * from './errors';
export * from './identifiers/caseId';
export * from './identifiers/certificateNumber';
export * from './identifiers/idCard';
export * from './identifiers/industryCode';
export * from './identifiers/industryTable';
export * from './identifiers/regionCode';
export * from './identifiers/regionTable';
export * from './identifiers/roles';
export * from './identifiers/uscc';
export * from './schemas/index';
export * from './text';
