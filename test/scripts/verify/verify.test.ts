// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { statusPlaceOf } from '@registry/chaincode/protocol';
import type { CertificateFile } from '@registry/chaincode/protocol';
import { verifyBytes } from '../../../scripts/src/verify/verifyFile';
import { believed, issueCertificate } from '../../support/certificates/shown';
import type { Issued } from '../../support/certificates/shown';
import { databaseKinds } from '../../support/databases';
import { newGatewayBed } from '../../support/gatewayBed';
import type { GatewayBed } from '../../support/gatewayBed';
import { aStatusList, signedListOf } from '../../support/statusLists';

const PROGRAM = join(__dirname, '..', '..', '..', 'scripts', 'dist', 'verify.js');
const [kind] = databaseKinds();

let bed: GatewayBed;
let issued: Issued;
let folder: string;

beforeAll(async () => {
  bed = await newGatewayBed(await kind!.openMigrated());
  issued = await issueCertificate(bed);
  folder = mkdtempSync(join(tmpdir(), 'registry-verify-'));
  writeFileSync(join(folder, 'anchor.json'), JSON.stringify(issued.anchor));
}, 120_000);
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await bed.close();
  await kind!.close();
});

interface Ended {
  readonly status: number | null;
  readonly said: string;
}

/** Runs the program on a file, in a folder without any data. */
const verify = (content: string | Uint8Array, parameters = ['--trust', join(folder, 'anchor.json')]): Ended => {
  const file = join(folder, 'shown');
  writeFileSync(file, content);
  const options = { encoding: 'utf8', cwd: folder } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, file, ...parameters], options);
  return { status, said: stdout + stderr };
};

const flipped = (bytes: Uint8Array, at: number): Uint8Array => {
  const spoilt = bytes.slice();
  spoilt[at] = spoilt[at]! ^ 1;
  return spoilt;
};

describe('npm run verify', () => {
  it('passes what a registry issued, and names the register that it believes', () => {
    const { register } = issued.anchor;
    for (const shown of [issued.file, issued.paper, `${issued.code}\n`]) {
      const { status, said } = verify(shown);
      expect([status, said.split(' ')[0]]).toEqual([0, 'PASSED']);
      expect(said).toContain(`trusted: register ${register}`);
      expect(said).toContain(issued.anchor.keySets[0]!.keys.p256);
    }
  });

  it('fails where a byte was changed, and says where', () => {
    const { status, said } = verify(flipped(issued.paper, 0));
    expect([status, said]).toEqual([1, expect.stringContaining('BYTES_CHANGED at bytes 0 to 4095')]);
    const text = issued.file.replace('"dataName":"', '"dataName":"x');
    expect(verify(text)).toEqual({ status: 1, said: expect.stringContaining('/record/dataName') as string });
  });

  it('says nothing of having examined what it could not read', () => {
    const { status, said } = verify('hello');
    expect([status, said.includes('\nexamined')]).toEqual([1, false]);
    expect(verify(Uint8Array.of(0xff, 0xfe)).status).toBe(1);
  });

  it('cannot tell without an anchor of the checker’s own, or with one that is none or not to be believed', () => {
    writeFileSync(join(folder, 'trust-anchor.json'), JSON.stringify(issued.anchor));
    expect(verify(issued.file, []).status).toBe(2);
    expect(verify(issued.file, ['--trust', join(folder, 'shown')])).toMatchObject({
      status: 2,
      said: expect.stringContaining('is no trust anchor') as string,
    });
    const other = { ...issued.anchor, channel: 'other' };
    writeFileSync(join(folder, 'other.json'), JSON.stringify(other));
    expect(verify(issued.file, ['--trust', join(folder, 'other.json')])).toMatchObject({
      status: 2,
      said: expect.stringContaining('LIST_OF_ANOTHER_REGISTER') as string,
    });
    expect(verify(issued.file, ['and another file']).status).toBe(2);
  });
});

describe('npm run verify --status', () => {
  /** A list that was signed some minutes ago, for a quarter of an hour. */
  const listOf = (status: Parameters<typeof aStatusList>[0], minutesAgo: number): string => {
    const from = Date.now() - minutesAgo * 60_000;
    const validFrom = new Date(from).toISOString();
    const { year } = statusPlaceOf(numberOf());
    const list = aStatusList(status, { year, validFrom, validUntil: new Date(from + 900_000).toISOString() });
    return signedListOf(list, issued.keys);
  };
  const numberOf = (): string => (JSON.parse(issued.file) as CertificateFile).record.number;
  const withStatus = (list: string, shown: string | Uint8Array = issued.file): Ended => {
    writeFileSync(join(folder, 'list'), list);
    return verify(shown, ['--trust', join(folder, 'anchor.json'), '--status', join(folder, 'list')]);
  };
  const saying = (status: 'VALID' | 'REVOKED', minutesAgo = 1): string =>
    listOf([[statusPlaceOf(numberOf()).index, status]], minutesAgo);

  it('says of each carrier what it was as of the date of the list', () => {
    for (const shown of [issued.file, issued.paper, issued.code]) {
      const { status, said } = withStatus(`${saying('VALID')}\n`, shown);
      expect([status, said]).toEqual([0, expect.stringMatching(/^PASSED [^]*\nstatus: VALID as of 20\d\d-/)]);
      expect(said).toContain('not examined: what happened since then');
    }
    const revoked = withStatus(saying('REVOKED'));
    expect([revoked.status, revoked.said]).toEqual([1, expect.stringMatching(/^FAILED [^]*\nstatus: REVOKED as of /)]);
  });

  it('takes no list for an answer that is stale, says nothing of the certificate, or was changed', () => {
    const stale = withStatus(saying('VALID', 20));
    expect([stale.status, stale.said]).toEqual([
      2,
      expect.stringMatching(/^UNDECIDED [^]*STATUS_LIST_STALE \(the list is as of 20/),
    ]);
    expect(stale.said).not.toContain('VALID');
    expect(withStatus(listOf([], 1))).toMatchObject({
      status: 2,
      said: expect.stringContaining('STATUS_NOT_LISTED') as string,
    });
    expect(withStatus('hello')).toMatchObject({
      status: 2,
      said: expect.stringContaining('STATUS_LIST_MALFORMED') as string,
    });
  });

  it('looks up nothing of what is no certificate', () => {
    const { status, said } = withStatus(saying('VALID'), issued.file.replace('"dataName":"', '"dataName":"x'));
    expect([status, said.includes('status: ')]).toEqual([1, false]);
  });
});

describe('a file in which any one byte was changed', () => {
  const missedIn = (bytes: Uint8Array, places: readonly number[]): number[] => {
    const anchor = believed(issued.anchor);
    const passes = (shown: Uint8Array): boolean =>
      verifyBytes(shown, anchor, issued.now).verification.findings.length === 0;
    return places.filter((at) => passes(flipped(bytes, at)));
  };

  it('fails: JSON, at every third byte', () => {
    const bytes = new Uint8Array(Buffer.from(issued.file));
    expect(
      missedIn(
        bytes,
        [...bytes.keys()].filter((at) => at % 3 === 0),
      ),
    ).toEqual([]);
  }, 300_000);

  it('fails: PDF, at bytes of every part of it and at each of its beginning and its end', () => {
    const { length } = issued.paper;
    const spread = Array.from({ length: Math.ceil(length / 487) }, (_, index) => index * 487);
    const ends = Array.from({ length: 300 }, (_, index) => [index, length - 1 - index]).flat();
    expect(missedIn(issued.paper, [...spread, ...ends])).toEqual([]);
  }, 300_000);
});
