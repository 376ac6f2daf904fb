// SPDX-License-Identifier: Apache-2.0
/** Imported before fabric-contract-api, which says at import what it decorates. */
process.env['CORE_CHAINCODE_LOGGING_LEVEL'] ??= 'error';

export const isQuiet = true;
