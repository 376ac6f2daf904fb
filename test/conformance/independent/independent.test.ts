// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process';
import { webcrypto } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import type { CertificateFile } from '../../../chaincode/src/protocol/verification/certificateFile';
import type { CertificateStatement } from '../../../chaincode/src/protocol/typedData/certificateStatement';
import {
  certificateDomain,
  certificateMessage,
  CERTIFICATE_TYPES,
} from '../../../chaincode/src/protocol/typedData/certificateMessage';
import { addressOf } from '../../../chaincode/src/protocol/typedData/recoverKey';
import { signingInputOf } from '../../../chaincode/src/protocol/typedData/signedText';
import { didDocument } from '../../../gateway/src/credentials/issuer';
import { publicKeysOf } from '../../../gateway/src/signing/privateKeys';
import { bundleForBrowser } from '../../support/browserBundle';
import { issueCertificate, withCredential } from '../../support/certificates/shown';
import type { Issued } from '../../support/certificates/shown';
import { databaseKinds } from '../../support/databases';
import { newGatewayBed } from '../../support/gatewayBed';
import type { GatewayBed } from '../../support/gatewayBed';
import { askPython, findChromium, hasOpenssl, hasPython, itWith } from '../../support/independent';
import { isSm2ByOpenssl } from '../../support/opensslSm2';
import { PLACE } from '../../support/trustLists';

let bed: GatewayBed;
let issued: Issued;
const [kind] = databaseKinds();

beforeAll(async () => {
  bed = await newGatewayBed(await kind!.openMigrated());
  issued = await issueCertificate(bed);
}, 120_000);
afterAll(async () => {
  await bed.close();
  await kind!.close();
});

const file = (): CertificateFile => JSON.parse(issued.file) as CertificateFile;
const statement = (): CertificateStatement => {
  const { record, recordDigest } = file();
  const { number, version, registry, validFrom, validTo } = record;
  return { number, version, registry: registry.uscc, validFrom, validTo, recordDigest } as CertificateStatement;
};

describe('the typed message', () => {
  const DOMAIN = [
    { name: 'name', type: 'string' },
    { name: 'version', type: 'string' },
    { name: 'salt', type: 'bytes32' },
  ];
  const recovered = (changes: object = {}): string =>
    askPython('typedMessage.py', {
      typed: {
        types: { EIP712Domain: DOMAIN, ...CERTIFICATE_TYPES },
        primaryType: 'Certificate',
        domain: certificateDomain(PLACE),
        message: { ...certificateMessage(statement()), ...changes },
      },
      signature: `0x${file().signatures.eip712}`,
    });

  itWith('eth-account (Python)', hasPython('eth_account'))('is the registry’s, by eth-account', () => {
    const address = addressOf(publicKeysOf(issued.keys).secp256k1);
    expect(recovered()).toBe(address);
    expect(recovered({ version: 2 })).not.toBe(address);
  });
});

interface Method {
  readonly publicKeyJwk: object;
}
const jwk = (): object => {
  const set = { version: 1, keys: publicKeysOf(issued.keys), validFrom: '2026-09-01T00:00:00.000Z' };
  const { verificationMethod } = didDocument('did:web:register.example.cn', [set]);
  return (verificationMethod as unknown as readonly Method[])[0]!.publicKeyJwk;
};

describe('the credential', () => {
  itWith('sd-jwt (Python)', hasPython('sd_jwt', 'jwcrypto'))('is verified with what it discloses, by sd-jwt', () => {
    const { record, credential } = file();
    const subject = JSON.parse(askPython('credential.py', { credential, jwk: jwk() })) as Record<string, unknown>;
    expect(subject).toMatchObject({ number: record.number, dataName: record['dataName'] });
    const forged = JSON.parse(
      withCredential(issued.file, (jwt, all) => [jwt, ...all, all[0]!, ''].join('~')),
    ) as CertificateFile;
    expect(() => askPython('credential.py', { credential: forged.credential, jwk: jwk() })).toThrow();
  });

  itWith('PyJWT with cryptography (Python)', hasPython('jwt', 'cryptography'))(
    'and the code are signed by the registry, by PyJWT and cryptography',
    () => {
      const [jws = ''] = file().credential.split('~');
      expect(JSON.parse(askPython('signature.py', { jws, jwk: jwk() }))).toHaveProperty('credentialSubject');
      const { number } = file().record;
      expect(JSON.parse(askPython('signature.py', { jws: issued.code, jwk: jwk() }))).toMatchObject({ number });
      const spoilt = `${issued.code.slice(0, -9)}${issued.code.at(-9) === 'A' ? 'B' : 'A'}${issued.code.slice(-8)}`;
      expect(() => askPython('signature.py', { jws: spoilt, jwk: jwk() })).toThrow('InvalidSignatureError');
    },
  );
});

describe('the SM2 signature', () => {
  itWith('openssl 3', hasOpenssl())('is the registry’s, by openssl', () => {
    const { signatures } = file();
    const text = signingInputOf(PLACE, statement(), signatures.keys);
    const signed = { text, signature: signatures.sm2, key: publicKeysOf(issued.keys).sm2 };
    expect(isSm2ByOpenssl(signed)).toBe(true);
    expect(isSm2ByOpenssl({ ...signed, text: `${text}x` })).toBe(false);
  });
});

describe('the check in a browser', () => {
  const PROTOCOL = join(__dirname, '..', '..', '..', 'chaincode', 'dist', 'protocol', 'index.js');
  /** Runs where nothing is but what browsers have; answers the codes of what was found, of each carrier and spoilt ones. */
  const program = (): string => {
    const shown = {
      ...{ anchor: issued.anchor, now: issued.now, file: issued.file, code: issued.code },
      paper: Buffer.from(issued.paper).toString('base64'),
      credential: file().credential,
    };
    return `(() => {
      const shown = ${JSON.stringify(shown)};
      const anchor = protocol.believeAnchor(shown.anchor).found;
      const check = (bytes) => protocol.checkCarrier(protocol.tellCarrier(bytes), anchor, shown.now).findings;
      const bytesOf = (text) => new TextEncoder().encode(text);
      const paper = Uint8Array.from(atob(shown.paper), (letter) => letter.charCodeAt(0));
      const spoilt = paper.slice();
      spoilt[5000] ^= 1;
      const all = [bytesOf(shown.file), bytesOf(shown.code), bytesOf(shown.credential), paper, spoilt];
      all.push(bytesOf(shown.file.replace('"dataName":"', '"dataName":"x')));
      return JSON.stringify(all.map((bytes) => check(bytes).map(({ code }) => code)));
    })()`;
  };
  const FOUND = [[], [], [], [], ['BYTES_CHANGED'], ['RECORD_NOT_AS_SIGNED', 'CREDENTIAL_DIFFERS']];

  it('needs nothing of Node: one script, with what browsers have alone', () => {
    // Of the same world as what the encoder makes: a browser has one of them.
    const { constructor: Bytes } = new TextEncoder().encode('');
    const context = createContext({ TextEncoder, TextDecoder, atob, btoa, crypto: webcrypto, Uint8Array: Bytes });
    runInContext('globalThis.self = globalThis;', context);
    runInContext(bundleForBrowser(PROTOCOL, 'protocol'), context);
    expect(JSON.parse(runInContext(program(), context) as string)).toEqual(FOUND);
  }, 60_000);

  const chromium = findChromium();
  itWith('Chromium', chromium !== undefined)(
    'is the same in Chromium',
    () => {
      const folder = mkdtempSync(join(tmpdir(), 'registry-browser-'));
      try {
        const script = `${bundleForBrowser(PROTOCOL, 'protocol')}\ndocument.title = ${program()};`;
        writeFileSync(join(folder, 'check.js'), script);
        writeFileSync(
          join(folder, 'page.html'),
          '<!doctype html><meta charset="utf-8"><script src="check.js"></script>',
        );
        const options = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--dump-dom'];
        const profile = `--user-data-dir=${join(folder, 'profile')}`;
        const parameters = [...options, profile, `file://${join(folder, 'page.html')}`];
        const page = execFileSync(chromium!, parameters, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
        expect(JSON.parse(/<title>(.*)<\/title>/.exec(page)?.[1] ?? '""')).toEqual(FOUND);
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
    60_000,
  );
});
