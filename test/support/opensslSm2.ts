// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** DER: a tag, a length below 256, what is in it. */
const der = (tag: number, ...parts: readonly Buffer[]): Buffer => {
  const content = Buffer.concat(parts);
  const length = content.length < 128 ? [content.length] : [0x81, content.length];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
};

/** A positive INTEGER: as short as it can be, with a zero before a first bit that is set. */
const integer = (hex: string): Buffer => {
  const bytes = Buffer.from(hex.replace(/^(00)+/, ''), 'hex');
  return der(0x02, (bytes[0] ?? 0) > 127 ? Buffer.from([0]) : Buffer.alloc(0), bytes);
};

// id-ecPublicKey (1.2.840.10045.2.1) on the curve SM2 (1.2.156.10197.1.301)
const ALGORITHM = der(0x30, Buffer.from('06072a8648ce3d0201', 'hex'), Buffer.from('06082a811ccf5501822d', 'hex'));

const publicKeyPem = (point: string): string => {
  const spki = der(0x30, ALGORITHM, der(0x03, Buffer.from([0]), Buffer.from(point, 'hex')));
  return `-----BEGIN PUBLIC KEY-----\n${spki.toString('base64')}\n-----END PUBLIC KEY-----\n`;
};

/**
 * Whether openssl finds an SM2 signature (over SM3, with the default id of the signer) to be one of a text.
 *
 * @param signed - signature (r and s) and public point as hexadecimal digits
 */
export const isSm2ByOpenssl = (signed: {
  readonly text: string;
  readonly signature: string;
  readonly key: string;
}): boolean => {
  const folder = mkdtempSync(join(tmpdir(), 'registry-sm2-'));
  const file = (name: string, content: string | Buffer): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const { signature } = signed;
  const numbers = der(0x30, integer(signature.slice(0, 64)), integer(signature.slice(64)));
  const parameters = [
    ...['pkeyutl', '-verify', '-pubin', '-inkey', file('key.pem', publicKeyPem(signed.key))],
    ...['-rawin', '-digest', 'sm3', '-pkeyopt', 'distid:1234567812345678'],
    ...['-in', file('text', signed.text), '-sigfile', file('signature', numbers)],
  ];
  try {
    return spawnSync('openssl', parameters).status === 0;
  } finally {
    rmSync(folder, { recursive: true });
  }
};
