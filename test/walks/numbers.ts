// SPDX-License-Identifier: Apache-2.0
import { serialKey } from '../../chaincode/src/ledger/keys';
import type { CaseRecord, CertificateRecord } from '../../chaincode/src/protocol/schemas/records';
import { demand } from './demand';
import type { World } from './world';

/** As the register writes it: SJ, the registry's three digits, YYYYMM, and four digits from 0001. */
const partsOf = ({ number }: CertificateRecord): { readonly run: string; readonly serial: number } => ({
  run: `${number.slice(2, 5)} ${number.slice(5, 11)}`,
  serial: Number(number.slice(11)),
});

const monthOf = ({ attestedAt }: CertificateRecord): string =>
  new Date(Date.parse(attestedAt) + 8 * 3_600_000).toISOString().slice(0, 7).replace('-', '');

/** In each month of each registry the certificates are numbered from 1 without a gap, in the order of attestation. */
export const assertCertificateNumbers = (world: World): number => {
  const runs = new Map<string, number>();
  for (const certificate of world.all('certificate').values()) {
    const { run, serial } = partsOf(certificate);
    const expected = (runs.get(run) ?? 0) + 1;
    demand(serial === expected, `${certificate.number} comes where serial ${expected} was expected`);
    demand(
      run === `${certificate.registry.registryCode} ${monthOf(certificate)}`,
      `${certificate.number} is of another run`,
    );
    demand(
      world.all('case').get(certificate.caseId)?.certificateNumber === certificate.number,
      `${certificate.number} is not the certificate of its case`,
    );
    runs.set(run, serial);
  }
  for (const [run, last] of runs) {
    const [registryCode = '', month = ''] = run.split(' ');
    const kept = world.ledger.memory.read(serialKey(registryCode, month));
    demand((kept as { last?: number } | undefined)?.last === last, `the serial of ${run} is not ${last}`);
  }
  return runs.size;
};

const assertNumbered = (found: readonly string[], expected: (count: number) => string): void => {
  for (const [index, number] of found.entries()) {
    demand(number === expected(index + 1), `${number} stands where ${expected(index + 1)} was expected`);
  }
};

const assertOfCase = ({ caseId, receiptNo, notices, objections = [], supplements = [] }: CaseRecord): void => {
  demand(receiptNo === `R-${caseId}`, `${caseId} has the receipt ${receiptNo}`);
  assertNumbered(
    notices.map(({ noticeNo }) => noticeNo),
    (count) => `N-${caseId}-${String(count).padStart(2, '0')}`,
  );
  assertNumbered(
    objections.map(({ objectionNo }) => objectionNo),
    (count) => `OB-${caseId}-${String(count).padStart(3, '0')}`,
  );
  demand(
    supplements.slice(0, -1).every(({ outcome }) => outcome !== undefined),
    `${caseId} asks for evidence twice at once`,
  );
};

/** Each case has its receipt, numbers its notices and objections without a gap, and has a certificate if it is registered. */
export const assertNumbersOfCases = (world: World): void => {
  const objections = new Set(
    [...world.all('case').values()].flatMap((one) => one.objections ?? []).map((one) => one.objectionNo),
  );
  for (const record of world.all('case').values()) {
    assertOfCase(record);
    const isRegistered = record.state === 'REGISTERED';
    demand(isRegistered === (record.certificateNumber !== undefined), `${record.caseId} is ${record.state}`);
    for (const { objectionNo, status } of record.objections ?? []) {
      demand(world.all('objection').get(objectionNo)?.status === status, `${objectionNo} is not ${status}`);
    }
  }
  demand(objections.size === world.all('objection').size, 'there are objections without a case');
};
