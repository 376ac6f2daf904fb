// SPDX-License-Identifier: Apache-2.0
export { partyOfKey, partyOfUscc } from '@registry/chaincode/protocol';
