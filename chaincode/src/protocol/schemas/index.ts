// SPDX-License-Identifier: Apache-2.0
export * from './applicant';
export * from './calendar';
export * from './commands';
export * from './eventData';
export * from './events';
export * from './filing';
export * from './forms';
export * from './institution';
export * from './primitives';
export * from './product';
export * from './profile';
export * from './records';
export * from './rights';
export * from './sealing';
export * from './timeRules';
export * from './validate';
export * from './vocabulary';
