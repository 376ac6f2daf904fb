// SPDX-License-Identifier: Apache-2.0
import { common } from '@hyperledger/fabric-protos';
import { authorize, implicitFailure, isExpired, readIdentity } from '../access';
import type { ChannelConfig } from '../types';

export type RefusalStatus = 'BAD_REQUEST' | 'FORBIDDEN' | 'NOT_FOUND' | 'SERVICE_UNAVAILABLE';

/** The ordering service does not take an envelope; status and text are those of Fabric's broadcast answer. */
export class OrderingRefusal extends Error {
  override readonly name = 'OrderingRefusal';
  readonly status: RefusalStatus;

  constructor(status: RefusalStatus, message: string) {
    super(message);
    this.status = status;
  }
}

export interface AcceptanceOptions {
  readonly channel: ChannelConfig;
  /** Bytes that an envelope may have at most. */
  readonly maxBytes: number;
}

/**
 * The orderer's checks on an envelope before it queues it. Whether the transaction is valid is not among them.
 * Attacker-controlled input.
 * @throws OrderingRefusal
 */
export function acceptEnvelope(envelope: common.Envelope, { channel, maxBytes }: AcceptanceOptions): void {
  const payloadBytes = envelope.getPayload_asU8();
  const { channelHeader, creator } = readHeaders(payloadBytes);
  if (channelHeader.getChannelId() !== channel.channelId) {
    throw new OrderingRefusal('NOT_FOUND', 'channel does not exist');
  }
  refuseConfiguration(channelHeader.getType());
  if (payloadBytes.length === 0) throw new OrderingRefusal('BAD_REQUEST', 'Message was empty');
  const size = payloadBytes.length + envelope.getSignature_asU8().length;
  if (size > maxBytes) {
    const problem = `message payload is ${size} bytes and exceeds maximum allowed ${maxBytes} bytes`;
    throw new OrderingRefusal('BAD_REQUEST', problem);
  }
  checkSigner(envelope, creator, channel);
}

function checkSigner(envelope: common.Envelope, creator: Uint8Array, { identities }: ChannelConfig): void {
  const identity = readIdentity(identities, creator);
  if (identity !== undefined && isExpired(identity)) {
    throw new OrderingRefusal('BAD_REQUEST', 'broadcast client identity expired');
  }
  const request = { signer: creator, data: envelope.getPayload_asU8(), signature: envelope.getSignature_asU8() };
  if (authorize(identities, request, 'Writers') === undefined) {
    throw new OrderingRefusal('FORBIDDEN', `${implicitFailure('Writers')}: permission denied`);
  }
}

interface Headers {
  readonly channelHeader: common.ChannelHeader;
  readonly creator: Uint8Array;
}

function readHeaders(payloadBytes: Uint8Array): Headers {
  try {
    const header = common.Payload.deserializeBinary(payloadBytes).getHeader();
    if (header === undefined) throw new OrderingRefusal('BAD_REQUEST', 'could not determine channel ID: no header');
    return {
      channelHeader: common.ChannelHeader.deserializeBinary(header.getChannelHeader_asU8()),
      creator: common.SignatureHeader.deserializeBinary(header.getSignatureHeader_asU8()).getCreator_asU8(),
    };
  } catch (error) {
    if (error instanceof OrderingRefusal) throw error;
    throw new OrderingRefusal('BAD_REQUEST', 'could not determine channel ID: the envelope cannot be read');
  }
}

/** The channel's configuration is fixed by block 0: a consortium that changes it runs on Fabric. */
function refuseConfiguration(type: number): void {
  const { CONFIG, CONFIG_UPDATE, ORDERER_TRANSACTION } = common.HeaderType;
  if (type === CONFIG || type === ORDERER_TRANSACTION) {
    throw new OrderingRefusal('BAD_REQUEST', 'message is of type that cannot be processed directly');
  }
  if (type === CONFIG_UPDATE) {
    throw new OrderingRefusal('BAD_REQUEST', 'the embedded engine does not support channel configuration updates');
  }
}
