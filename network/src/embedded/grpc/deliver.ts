// SPDX-License-Identifier: Apache-2.0
import { common, orderer } from '@hyperledger/fabric-protos';
import type { Cancellation } from '../cancellation';
import { authorize } from '../access';
import type { PeerContext } from './consortium';

/** Milliseconds that a request's time may differ from the peer's clock. */
const TIME_WINDOW = 15 * 60 * 1000;

/** A status that ends the delivery, by Fabric's numbers. */
export type DeliverStatus = common.StatusMap[keyof common.StatusMap];

interface Seek {
  readonly info: orderer.SeekInfo;
  /** Checked again for every block: an identity may expire while it listens. */
  readonly isAllowed: () => boolean;
}

/**
 * Blocks that a signed seek request asks for, then the status that ends them. Attacker-controlled input.
 * @returns block numbers; the generator's return value is the status
 */
export async function* deliver(
  envelope: common.Envelope,
  context: PeerContext,
  cancellation: Cancellation,
): AsyncGenerator<number, DeliverStatus> {
  const seek = readSeek(envelope, context);
  if (typeof seek === 'number') return seek;
  const range = rangeOf(seek.info, context.feed.height);
  if (typeof range === 'number') return range;
  const isImpatient = seek.info.getBehavior() === orderer.SeekInfo.SeekBehavior.FAIL_IF_NOT_READY;
  if (isImpatient && range.start >= context.feed.height) return common.Status.NOT_FOUND;
  for await (const number of context.feed.numbers(range.start, cancellation)) {
    if (!seek.isAllowed()) return common.Status.FORBIDDEN;
    yield number;
    if (number === range.stop) return common.Status.SUCCESS;
    if (isImpatient && number + 1 >= context.feed.height) return common.Status.NOT_FOUND;
  }
  return common.Status.SERVICE_UNAVAILABLE;
}

function readSeek(envelope: common.Envelope, { channel }: PeerContext): Seek | DeliverStatus {
  const parts = readEnvelope(envelope);
  if (parts === undefined || !isTimely(parts.channelHeader)) return common.Status.BAD_REQUEST;
  if (parts.channelHeader.getChannelId() !== channel.channelId) return common.Status.NOT_FOUND;
  const request = {
    signer: parts.creator,
    data: envelope.getPayload_asU8(),
    signature: envelope.getSignature_asU8(),
  };
  const isAllowed = (): boolean => authorize(channel.identities, request, 'Readers') !== undefined;
  return isAllowed() ? { info: parts.info, isAllowed } : common.Status.FORBIDDEN;
}

interface EnvelopeParts {
  readonly channelHeader: common.ChannelHeader;
  readonly creator: Uint8Array;
  readonly info: orderer.SeekInfo;
}

function readEnvelope(envelope: common.Envelope): EnvelopeParts | undefined {
  try {
    const payload = common.Payload.deserializeBinary(envelope.getPayload_asU8());
    const header = payload.getHeader();
    if (header === undefined) return undefined;
    return {
      channelHeader: common.ChannelHeader.deserializeBinary(header.getChannelHeader_asU8()),
      creator: common.SignatureHeader.deserializeBinary(header.getSignatureHeader_asU8()).getCreator_asU8(),
      info: orderer.SeekInfo.deserializeBinary(payload.getData_asU8()),
    };
  } catch {
    // Not a request: the client learns it by its status.
    return undefined;
  }
}

function isTimely(header: common.ChannelHeader): boolean {
  const timestamp = header.getTimestamp();
  if (timestamp === undefined) return false;
  const milliseconds = timestamp.getSeconds() * 1000 + timestamp.getNanos() / 1e6;
  return Math.abs(Date.now() - milliseconds) <= TIME_WINDOW;
}

interface Range {
  readonly start: number;
  readonly stop: number;
}

function rangeOf(info: orderer.SeekInfo, height: number): Range | DeliverStatus {
  const from = info.getStart();
  const to = info.getStop();
  if (from === undefined || to === undefined) return common.Status.BAD_REQUEST;
  const start = startOf(from, height);
  if (start > height) return common.Status.NOT_FOUND;
  const stop = stopOf(to, start, height);
  return stop < start ? common.Status.BAD_REQUEST : { start, stop };
}

function startOf(position: orderer.SeekPosition, height: number): number {
  const { TypeCase } = orderer.SeekPosition;
  switch (position.getTypeCase()) {
    case TypeCase.NEWEST:
      return Math.max(height - 1, 0);
    case TypeCase.NEXT_COMMIT:
      return height;
    case TypeCase.SPECIFIED:
      return position.getSpecified()?.getNumber() ?? 0;
    default:
      return 0;
  }
}

/** A stop at the oldest block means the first one delivered; at the next commit, the block that is not there yet. */
function stopOf(position: orderer.SeekPosition, start: number, height: number): number {
  const { TypeCase } = orderer.SeekPosition;
  switch (position.getTypeCase()) {
    case TypeCase.NEWEST:
      return Math.max(height - 1, start);
    case TypeCase.NEXT_COMMIT:
      return Math.max(height, start);
    case TypeCase.SPECIFIED:
      return position.getSpecified()?.getNumber() ?? 0;
    default:
      return start;
  }
}
