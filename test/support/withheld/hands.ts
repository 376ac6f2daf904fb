// SPDX-License-Identifier: Apache-2.0
import type { ApplicationForm } from '@registry/chaincode/protocol';
import { buildApplication } from '@registry/scripts/demo/filing';
import type { FiledMaterial } from '@registry/scripts/demo/filing';
import { store, storeMaterials } from '@registry/scripts/demo/intake';
import type { TestSystem } from '../system';
import { CASE_SECRETS, PUBLIC_MARKS } from './secrets';

export const APPLICANT = 'zhengzhou-applicant-1';
/** What is withheld from the notice. */
export const WITHHELD = ['/product/dataSummary', '/product/limits'];

type Said = Readonly<Record<string, string>>;

/** The hands of everybody at zhengzhou who works on a marked case. */
export interface Hands {
  readonly materials: readonly FiledMaterial[];
  /** Posts what must be taken, and gives the answer. */
  readonly say: (by: string, path: string, body: object) => Promise<Said>;
  /** Hands in a small text file; answers its id. */
  readonly handIn: (by: string, text: string) => Promise<string>;
  /** Files a marked application; answers the case's id. */
  readonly file: (profileId: string) => Promise<string>;
  readonly read: (by: string, path: string) => Promise<unknown>;
}

/** An application with a marker in every field that does not go on the ledger in the clear. */
const mark = (form: ApplicationForm): ApplicationForm => ({
  ...form,
  applicants: form.applicants.map((one) => ({
    ...one,
    ...{ contactName: CASE_SECRETS.contact, phone: CASE_SECRETS.phone, address: CASE_SECRETS.address },
    ...(one.operation && { operation: { ...one.operation, legalRepresentative: CASE_SECRETS.representative } }),
  })),
  product: {
    ...form.product,
    ...{ dataName: PUBLIC_MARKS.name, dataSummary: CASE_SECRETS.summary, limits: [CASE_SECRETS.limit] },
    ...{ processingRule: CASE_SECRETS.rule, scenario: CASE_SECRETS.scenario },
  },
  withhold: WITHHELD.map((path) => ({ path, reason: CASE_SECRETS.askedFor })),
});

export const openHands = async (register: TestSystem): Promise<Hands> => {
  const desk = register.desk('zhengzhou');
  const say: Hands['say'] = async (by, path, body) => {
    const { status, body: said } = await (await desk.person(by)).post(path, body);
    if (status !== 200 && status !== 201) throw new Error(`${path}: ${String(status)} ${JSON.stringify(said)}`);
    return said as Said;
  };
  const handIn: Hands['handIn'] = async (by, text) => {
    const file = { bytes: Buffer.from(`${text}\n`), name: 'note.txt', mime: 'text/plain' };
    return (await store(await desk.person(by), file)).docId;
  };
  const { dossier, ...rest } = await register.newCase('zhengzhou', { applicant: APPLICANT });
  const drawn = await storeMaterials({ dossier, ...rest }, await desk.person(APPLICANT));
  const docId = await handIn(APPLICANT, CASE_SECRETS.file);
  const materials = drawn.map((one) => (one.type === 'SOURCE_PROOF' ? { ...one, docId } : one));
  return {
    ...{ materials, say, handIn },
    file: async (profileId) => {
      const form = mark(buildApplication(dossier, materials, { profileId }));
      return (await say(APPLICANT, '/applications', form))['caseId']!;
    },
    read: async (by, path) => (await (await desk.person(by)).get(path)).body,
  };
};
