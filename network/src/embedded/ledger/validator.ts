// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { common, peer } from '@hyperledger/fabric-protos';
import type { ChannelConfig } from '../types';
import { EndorsementCheck } from './endorsementCheck';
import { LedgerError } from './errors';
import { PendingState } from './pendingState';
import { checkReads } from './readCheck';
import type { NamespaceSet } from './readWriteSet';
import {
  Invalid,
  readEffects,
  readEndorsedAction,
  readSignedPayload,
  readTransactionId,
  type SignedPayload,
} from './transaction';
import type { HistoryWrite, ReadView, TransactionRecord } from './types';
import type { BlockInput, ValidatedBlock } from './validation';

const code = peer.TxValidationCode;

/** A transaction that passed every check but that of its reads. */
interface Endorsed {
  readonly txId: string;
  readonly sets: readonly NamespaceSet[];
}

/** Expiry is not looked at: a replay years later must give the same codes. */
const isSignedByMember = (signed: SignedPayload, { channelId, identities }: ChannelConfig): boolean => {
  if (signed.channelId !== channelId) return false;
  try {
    const creator = identities.deserialize(signed.creator);
    return creator.refusal === undefined && identities.verify(creator, signed.payload, signed.signature);
  } catch (error) {
    if (error instanceof LedgerError && error.code === 'IDENTITY_REFUSED') return false;
    throw error;
  }
};

const checkSigned = (signed: SignedPayload, channel: ChannelConfig): Invalid | undefined => {
  if (!isSignedByMember(signed, channel)) return new Invalid(code.BAD_CREATOR_SIGNATURE);
  // Configuration updates after block 0 are not supported.
  if (signed.type === common.HeaderType.CONFIG) return new Invalid(code.INVALID_CONFIG_TRANSACTION);
  if (signed.type !== common.HeaderType.ENDORSER_TRANSACTION) return new Invalid(code.UNSUPPORTED_TX_PAYLOAD);
  const txId = createHash('sha256').update(signed.nonce).update(signed.creator).digest('hex');
  return txId === signed.txId ? undefined : new Invalid(code.BAD_PROPOSAL_TXID);
};

interface Judge {
  readonly channel: ChannelConfig;
  readonly view: ReadView;
  readonly endorsements: EndorsementCheck;
}

const judgeAlone = (envelope: Uint8Array, { channel, view, endorsements }: Judge): Endorsed | Invalid => {
  const signed = readSignedPayload(envelope);
  if (signed instanceof Invalid) return signed;
  const unsigned = checkSigned(signed, channel);
  if (unsigned !== undefined) return unsigned;
  const action = readEndorsedAction(signed);
  if (action instanceof Invalid) return action;
  if (view.hasTransaction(signed.txId)) return new Invalid(code.DUPLICATE_TXID);
  const effects = readEffects(signed, action);
  if (effects instanceof Invalid) return effects;
  return endorsements.check(effects, action) ?? { txId: signed.txId, sets: effects.sets };
};

/** Of several transactions with one id in a block, the first that passed so far stands. */
const withoutRepeats = (judged: readonly (Endorsed | Invalid)[]): readonly (Endorsed | Invalid)[] => {
  const seen = new Set<string>();
  return judged.map((one) => {
    if (one instanceof Invalid) return one;
    if (seen.has(one.txId)) return new Invalid(code.DUPLICATE_TXID);
    seen.add(one.txId);
    return one;
  });
};

const recordOf = (outcome: Endorsed | Invalid, envelope: Uint8Array): TransactionRecord =>
  outcome instanceof Invalid
    ? { txId: readTransactionId(envelope), code: outcome.code }
    : { txId: outcome.txId, code: code.VALID };

const historyOf = (sets: readonly NamespaceSet[], tx: number): HistoryWrite[] =>
  sets.flatMap(({ namespace, writes }) =>
    [...new Set(writes.map((write) => write.key))].map((key) => ({ namespace, key, tx })),
  );

/**
 * Judges a block as a peer does: form, creator, endorsements and ids of each transaction, then the reads of the
 * remaining ones in order. Depends on its arguments alone.
 */
export const validateBlock = async ({ number, envelopes, view, channel }: BlockInput): Promise<ValidatedBlock> => {
  const judge = { channel, view, endorsements: new EndorsementCheck(channel, view) };
  const judged = withoutRepeats(envelopes.map((envelope) => judgeAlone(envelope, judge)));
  const state = new PendingState(view);
  const transactions: TransactionRecord[] = [];
  const history: HistoryWrite[] = [];
  for (const [tx, one] of judged.entries()) {
    const outcome = one instanceof Invalid ? one : ((await checkReads(one.sets, view, state)) ?? one);
    transactions.push(recordOf(outcome, envelopes[tx] ?? new Uint8Array()));
    if (outcome instanceof Invalid) continue;
    for (const set of outcome.sets) state.apply(set, { block: number, tx });
    history.push(...historyOf(outcome.sets, tx));
  }
  const codes = Buffer.from(transactions.map((transaction) => transaction.code));
  return { codes, transactions, updates: state.updates(), history };
};
