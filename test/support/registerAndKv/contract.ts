// SPDX-License-Identifier: Apache-2.0
import { contracts as register } from '@registry/chaincode';
import type { Contract } from 'fabric-contract-api';
import { contracts as kv } from '../kvChaincode/contract';

/** The register, and beside it whatever else a chaincode can do to a ledger: both engines run this one package. */
export const contracts: readonly (new () => Contract)[] = [...register, ...kv];
