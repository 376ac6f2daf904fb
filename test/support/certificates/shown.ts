// SPDX-License-Identifier: Apache-2.0
import { canonicalJson, parseJson } from '../../../chaincode/src/protocol/canonicalJson';
import type { JsonValue } from '../../../chaincode/src/protocol/canonicalJson';
import { dualDigestOf } from '../../../chaincode/src/protocol/digest';
import { toBase64Url, utf8 } from '../../../chaincode/src/protocol/bytes';
import type { TrustList } from '../../../chaincode/src/protocol/schemas/trustList';
import { believeAnchor } from '../../../chaincode/src/protocol/verification/trustAnchor';
import type { BelievedAnchor, TrustAnchor } from '../../../chaincode/src/protocol/verification/trustAnchor';
import type { CertificateFile } from '../../../chaincode/src/protocol/verification/certificateFile';
import { publicKeysOf, signEs256, signStatement } from '../../../gateway/src/signing/privateKeys';
import type { PrivateKeys } from '../../../gateway/src/signing/privateKeys';
import { ZHENGZHOU } from '../filing';
import type { GatewayBed } from '../gatewayBed';
import { carryToCertificate, fileApplication } from '../gatewayJourney';
import { withAt } from '../hostile/bodyAt';
import { aSigner, aTrustList, jwsOf, listed, PLACE } from '../trustLists';

/** A certificate that was really granted, with all that its registry issues of it, and the registry's own keys. */
export interface Issued {
  readonly file: string;
  readonly paper: Uint8Array;
  readonly code: string;
  readonly keys: PrivateKeys;
  /** What a checker keeps. */
  readonly anchor: TrustAnchor;
  /** Milliseconds at which it is in force. */
  readonly now: number;
}

export const SUPERVISORS = aSigner();

/** An anchor with one list, in which zhengzhou's keys are as wanted. */
export const anchorFor = (
  keys: PrivateKeys,
  set: Partial<Parameters<typeof aSigner>[0]> = {},
  changes: Parameters<typeof listed>[2] & { readonly issuedAt?: string } = {},
): TrustAnchor => {
  const { issuedAt = '2026-09-02T00:00:00.000Z', ...own } = changes;
  const keySet = { version: 1, keys: publicKeysOf(keys), validFrom: '2026-09-01T00:00:00.000Z', ...set };
  const list: TrustList = aTrustList(SUPERVISORS, {
    ...{ issuedAt, nextUpdate: '2099-01-01T00:00:00.000Z' },
    institutions: [listed(ZHENGZHOU, [keySet], own)],
  });
  const keySets = list.supervisor.keySets;
  return { type: 'dpr-trust-anchor', ...PLACE, keySets, lists: [jwsOf(list, SUPERVISORS)] };
};

export const believed = (anchor: TrustAnchor): BelievedAnchor => {
  const finding = believeAnchor(anchor);
  if ('refusal' in finding) throw new Error(finding.refusal);
  return finding.found;
};

/** Carries an application to its certificate, and fetches all that there is of it. */
export const issueCertificate = async (bed: GatewayBed): Promise<Issued> => {
  const number = await carryToCertificate(bed, await fileApplication(bed));
  const { body: paper } = await bed.download(
    'zhengzhou-applicant-1',
    `/certificates/${number}/paper`,
    'application/pdf',
  );
  const { body: file } = await bed.download(
    'zhengzhou-applicant-1',
    `/certificates/${number}/file`,
    'application/json',
  );
  const held = await bed.keys.held(1);
  if (held === undefined) throw new Error('The registry has no keys.');
  const seal = paper.toString('latin1').split('%DPR-SEAL ')[1]!.split('.')[1]!;
  const { code } = JSON.parse(Buffer.from(seal, 'base64url').toString()) as { code: string };
  const { record } = JSON.parse(file.toString()) as CertificateFile;
  return {
    ...{ file: file.toString(), paper: new Uint8Array(paper), code, keys: held.keys },
    anchor: anchorFor(held.keys),
    now: Date.parse(`${record.validFrom}T12:00:00+08:00`),
  };
};

type Changes = Readonly<Record<string, unknown>>;

const withAll = (value: unknown, changes: Changes): unknown =>
  Object.entries(changes).reduce((body, [pointer, one]) => withAt(body, pointer, one), value);

/** A file with other values at some places, spelled as it should be. */
export const changed = (file: string, changes: Changes): string =>
  canonicalJson(withAll(parseJson(file), changes) as JsonValue);

interface Signing {
  readonly keys: PrivateKeys;
  readonly place?: { readonly channel: string; readonly register: string };
}

/** A file with a changed record that somebody signed anew. */
export const signedAnew = (file: string, { keys, place = PLACE }: Signing, changes: Changes): string => {
  const whole = JSON.parse(file) as CertificateFile;
  const record = withAll(whole.record, changes) as CertificateFile['record'];
  const recordDigest = dualDigestOf(record as unknown as JsonValue);
  const { number, version, registry, validFrom, validTo } = record;
  const statement = { ...{ number, version, validFrom, validTo, recordDigest }, registry: registry.uscc };
  const signatures = signStatement({ place, statement }, { version: 1, keys });
  return canonicalJson({ ...whole, record, recordDigest, signatures } as unknown as JsonValue);
};

const part = (value: unknown): string => toBase64Url(utf8(canonicalJson(value as JsonValue)));
const jsonOf = (text: string): object => JSON.parse(Buffer.from(text, 'base64url').toString()) as object;

export interface JwsChange {
  readonly header?: object;
  readonly at?: Changes;
}

/** A compact JWS with something changed in it, signed anew. */
export const resigned = (jws: string, keys: PrivateKeys, { header = {}, at = {} }: JwsChange): string => {
  const [head = '', body = ''] = jws.split('.');
  const text = `${part({ ...jsonOf(head), ...header })}.${part(withAll(jsonOf(body), at))}`;
  return `${text}.${toBase64Url(signEs256(text, keys))}`;
};

/** A file with another credential. */
export const withCredential = (
  file: string,
  change: (jwt: string, disclosures: readonly string[]) => string,
): string => {
  const { credential } = JSON.parse(file) as CertificateFile;
  const [jwt = '', ...disclosures] = credential.split('~').slice(0, -1);
  return changed(file, { '/credential': change(jwt, disclosures) });
};

/** A disclosure as it is written, and its digest. */
export const disclosureOf = (...parts: readonly unknown[]): string =>
  Buffer.from(JSON.stringify(parts)).toString('base64url');

/** Puts a changed text in the place of the seal of a paper. */
export const withSeal = (paper: Uint8Array, change: (jws: string) => string): Uint8Array => {
  const text = Buffer.from(paper).toString('latin1');
  const [before = '', after = ''] = text.split('%DPR-SEAL ');
  const [jws = ''] = after.split('\n');
  return new Uint8Array(Buffer.from(`${before}%DPR-SEAL ${change(jws)}${after.slice(jws.length)}`, 'latin1'));
};
