// SPDX-License-Identifier: Apache-2.0
export { ConfigInvalid, describeSettings, readConfig, type Config } from './config';
export { startGateway, type RunningGateway } from './compose';
export { inspectDatabase, type DatabaseInspection } from './inspectDatabase';
export { connectLedger, type ConnectOptions } from './ledger/connectLedger';
export { loadIdentity } from './ledger/identity';
export {
  CommitFailed,
  CommitUnknown,
  LedgerBusy,
  LedgerCorrupt,
  LedgerRefusal,
  LedgerUnavailable,
} from './ledger/errors';
export { openKeyFile } from './vault/keyFile';
export { newKeyring, type Keyring } from './vault/keyring';
export { newPrivateKeys, publicKeysOf, signDigest, signEs256, type PrivateKeys } from './signing/privateKeys';
export type {
  Call,
  Committed,
  CommittedBlock,
  CommittedTransaction,
  LedgerIdentity,
  LedgerPort,
  TransactionFate,
} from './ledger/port';
