// SPDX-License-Identifier: Apache-2.0
/** Imported before fabric-contract-api, which says at import what it decorates, and each refusal again. */
process.env['CORE_CHAINCODE_LOGGING_LEVEL'] ??= 'critical';

export const isQuiet = true;
