// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import type { Identities, Identity, NodeRole } from './types';

/** Who may do a thing on the channel, by the usual policies of an application channel. */
export type ChannelPolicy = 'Readers' | 'Writers';

const allowed: Readonly<Record<ChannelPolicy, readonly NodeRole[]>> = {
  Readers: ['admin', 'peer', 'client', 'orderer'],
  Writers: ['admin', 'client'],
};

export interface SignedRequest {
  readonly signer: Uint8Array;
  readonly data: Uint8Array;
  readonly signature: Uint8Array;
}

/**
 * Finds the member who signed a request. Attacker-controlled input.
 * @returns undefined where identity, role, certificate dates or signature do not hold
 */
export function authorize(
  identities: Identities,
  { signer, data, signature }: SignedRequest,
  policy: ChannelPolicy,
): Identity | undefined {
  const identity = readIdentity(identities, signer);
  if (identity?.role === undefined || !isAcceptable(identity)) return undefined;
  if (!allowed[policy].includes(identity.role)) return undefined;
  return identities.verify(identity, data, signature) ? identity : undefined;
}

/** Reads an identity; undefined where it cannot be read or its MSP is unknown. */
export function readIdentity(identities: Identities, serialized: Uint8Array): Identity | undefined {
  try {
    return identities.deserialize(serialized);
  } catch {
    // Who cannot be read is nobody; the caller refuses nobody.
    return undefined;
  }
}

/** Whether an identity's MSP accepts it today. Expiry matters at access only, never when blocks are judged. */
export function isAcceptable(identity: Identity): boolean {
  return identity.refusal === undefined && !isExpired(identity);
}

export function isExpired(identity: Identity): boolean {
  return identity.notAfter <= Date.now();
}

/** Whether the role of an identity may do what the policy says. */
export function mayAct(identity: Identity, policy: ChannelPolicy): boolean {
  return identity.role !== undefined && allowed[policy].includes(identity.role);
}

/** The transaction id that Fabric derives from nonce and creator, in lower-case hexadecimal. */
export function transactionId(nonce: Uint8Array, creator: Uint8Array): string {
  return createHash('sha256').update(nonce).update(creator).digest('hex');
}

/** Fabric's text for a request that the channel's policy refuses. */
export function policyFailure(channel: string, policy: ChannelPolicy): string {
  const where = `check policy on channel [${channel}] with policy [/Channel/Application/${policy}]`;
  return `Failed evaluating policy on signed data during ${where}: [${implicitFailure(policy)}]`;
}

/** Fabric's text for "no organization's policy of this name was satisfied". */
export function implicitFailure(policy: ChannelPolicy): string {
  const required = `this policy requires 1 of the '${policy}' sub-policies to be satisfied`;
  return `implicit policy evaluation failed - 0 sub-policies were satisfied, but ${required}`;
}
