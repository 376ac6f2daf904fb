// SPDX-License-Identifier: Apache-2.0
import { createHash, X509Certificate } from 'node:crypto';
import { Client, credentials } from '@grpc/grpc-js';
import type { Endpoint } from '../connection';

/** The gateway's own TLS certificate, for peers that ask for one. */
export interface ClientTls {
  readonly certificate: string;
  readonly privateKey: string;
}

/** Calls wait for a connection instead of failing at once, and a broken one is tried again below our sight. */
const SERVICE_CONFIG = {
  methodConfig: [
    {
      name: [{ service: 'gateway.Gateway' }],
      waitForReady: true,
      retryPolicy: {
        maxAttempts: 5,
        initialBackoff: '0.2s',
        maxBackoff: '2s',
        backoffMultiplier: 2,
        retryableStatusCodes: ['UNAVAILABLE'],
      },
    },
  ],
};

const OPTIONS = {
  'grpc.initial_reconnect_backoff_ms': 200,
  'grpc.max_reconnect_backoff_ms': 1_000,
  // Not below 10 s: a peer answers faster pings with GOAWAY and ends the block stream.
  'grpc.keepalive_time_ms': 10_000,
  'grpc.keepalive_timeout_ms': 2_000,
  'grpc.max_receive_message_length': 128 * 1024 * 1024,
  'grpc.service_config': JSON.stringify(SERVICE_CONFIG),
} as const;

/** One address as it stands; several IP addresses as one target that is tried in order. */
const targetOf = (address: string): string => (address.includes(',') ? `ipv4:${address}` : address);

/** TLS names no IP addresses (RFC 6066); our own nodes' certificates name `localhost` too. */
const nameOf = (address: string): object =>
  /^127\.[\d.]+:\d+$/.test(address) ? { 'grpc.ssl_target_name_override': 'localhost' } : {};

/** One connection, shared by all identities. */
export function newGrpcClient({ address, tlsRoot }: Endpoint, tls?: ClientTls): Client {
  const channel = tls
    ? credentials.createSsl(Buffer.from(tlsRoot), Buffer.from(tls.privateKey), Buffer.from(tls.certificate))
    : credentials.createSsl(Buffer.from(tlsRoot));
  return new Client(targetOf(address), channel, { ...OPTIONS, ...nameOf(address) });
}

/** Ties block requests to the TLS connection; a peer with mutual TLS refuses them without it. */
export function tlsCertificateHash({ certificate }: ClientTls): Uint8Array {
  return createHash('sha256').update(new X509Certificate(certificate).raw).digest();
}
