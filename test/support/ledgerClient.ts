// SPDX-License-Identifier: Apache-2.0
import { createHash, createPrivateKey, sign, X509Certificate, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, credentials } from '@grpc/grpc-js';
import { connect, hash, type Contract, type Gateway, type Network, type Signer } from '@hyperledger/fabric-gateway';
import type { PeerConnection } from '@registry/network';

/** Somebody who can sign: as an organization's wallet holds them. */
export interface Person {
  readonly mspId: string;
  readonly certificate: Buffer;
  readonly key: KeyObject;
}

/** An unmodified fabric-gateway client of one peer. */
export interface LedgerClient {
  readonly gateway: Gateway;
  readonly network: Network;
  readonly contract: Contract;
  close(): void;
}

/** Reads a user that a network made. */
export function readPerson(dataDir: string, org: string, user: string, mspId: string): Person {
  const msp = join(dataDir, 'identities', org, 'users', user, 'msp');
  return {
    mspId,
    certificate: readFileSync(join(msp, 'signcerts', 'cert.pem')),
    key: createPrivateKey(readFileSync(join(msp, 'keystore', 'key.pem'))),
  };
}

/** Order of P-256, which decides what a low s is. */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

function derInteger(bytes: Buffer): Buffer {
  const start = bytes.findIndex((byte) => byte !== 0);
  const digits = bytes.subarray(start);
  const padded = (digits[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), digits]) : digits;
  return Buffer.concat([Buffer.of(2, padded.length), padded]);
}

/** Signs with OpenSSL: ten times cheaper than the client's own signer, so that a benchmark measures the engine. */
export function nativeSigner(key: KeyObject): Signer {
  return (message) => {
    const raw = sign('sha256', message, { key, dsaEncoding: 'ieee-p1363' });
    const s = BigInt(`0x${raw.subarray(32).toString('hex')}`);
    const low = s > ORDER / 2n ? ORDER - s : s;
    const parts = Buffer.concat([
      derInteger(raw.subarray(0, 32)),
      derInteger(Buffer.from(low.toString(16).padStart(64, '0'), 'hex')),
    ]);
    return Promise.resolve(Buffer.concat([Buffer.of(0x30, parts.length), parts]));
  };
}

export interface ClientOptions {
  readonly connection: PeerConnection;
  readonly person: Person;
  readonly channel: string;
  readonly chaincode: string;
  /** For peers that ask who connects: the folder that holds `client.crt` and `client.key`. */
  readonly tlsFolder?: string;
}

/** Connects a person to a peer over TLS. */
export function openClient({ connection, person, channel, chaincode, tlsFolder }: ClientOptions): LedgerClient {
  const own =
    tlsFolder === undefined ? [] : ['client.key', 'client.crt'].map((name) => readFileSync(join(tlsFolder, name)));
  const secure = credentials.createSsl(readFileSync(connection.tlsRootCertPath), ...own);
  // TLS may not be asked for the name of an address; the peers' certificates hold both.
  const options = { 'grpc.ssl_target_name_override': 'localhost' };
  const client = new Client(connection.address, secure, options);
  const gateway = connect({
    client,
    identity: { mspId: person.mspId, credentials: person.certificate },
    signer: nativeSigner(person.key),
    // The native signer hashes.
    hash: hash.none,
    // A peer that asks who connects delivers blocks to nobody who does not name the certificate again.
    ...(own[1] && { tlsClientCertificateHash: createHash('sha256').update(new X509Certificate(own[1]).raw).digest() }),
  });
  const network = gateway.getNetwork(channel);
  return {
    gateway,
    network,
    contract: network.getContract(chaincode),
    close: () => {
      gateway.close();
      client.close();
    },
  };
}
