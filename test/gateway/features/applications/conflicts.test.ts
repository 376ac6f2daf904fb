// SPDX-License-Identifier: Apache-2.0
import { Readable } from 'node:stream';
import type { ApplicationForm } from '../../../../chaincode/src/protocol/schemas/filing';
import { clearFiling } from '../../../../gateway/src/features/applications/filing';
import { databaseKinds } from '../../../support/databases';
import { GUIYANG, ZHENGZHOU } from '../../../support/filing';
import { bodyOf, newGatewayBed } from '../../../support/gatewayBed';
import type { Client, GatewayBed } from '../../../support/gatewayBed';
import { aFormOf } from '../../../support/gatewayJourney';
import { changed, shuffled, tableBytes, tableIn, vegaFile } from '../../../support/openData';
import type { Table } from '../../../support/openData';

interface Conflict {
  readonly grade: string;
  readonly caseId: string;
  readonly registry: string;
  readonly evidence: { readonly rows?: object; readonly isSameContent: boolean };
  readonly ownCase?: { readonly dataName: string };
}

interface Filing {
  readonly by: string;
  readonly bytes: Buffer;
  readonly registry?: string;
  readonly right?: Partial<ApplicationForm['rights'][number]>;
}

const airports = tableIn(vegaFile('airports.csv'));
const part = (table: Table, share: number): Table => ({
  ...table,
  rows: table.rows.filter((_, at) => at % share === 0),
});

describe.each(databaseKinds())('conflicts on $name', (kind) => {
  let bed: GatewayBed;
  beforeAll(async () => {
    bed = await newGatewayBed(await kind.openMigrated());
  }, 60_000);
  afterAll(async () => {
    await bed.close();
    await kind.close();
  });

  const contentOf = async (client: Client, bytes: Buffer): Promise<{ docId: string; content: object }> => {
    const content = Readable.from([bytes]);
    const uploader = client.caller.identityKey;
    const { docId, sha256, sm3, merkleRoot, chunkBytes } = await bed.vault.store({
      content,
      name: '样例.csv',
      uploader,
    });
    return { docId, content: { sha256, sm3, sha256Root: merkleRoot, chunkBytes, bytes: bytes.length } };
  };

  const formOf = async (client: Client, { bytes, right }: Filing): Promise<ApplicationForm> => {
    const form = await aFormOf(bed, client);
    const { docId, content } = await contentOf(client, bytes);
    const { uscc } = client.caller;
    const named = (material: ApplicationForm['materials'][number]): typeof material =>
      material.type === 'SAMPLE' ? { ...material, docId } : material;
    return {
      ...form,
      applicants: form.applicants.map((one) => ({ ...one, idNumber: uscc! })),
      materials: form.materials.map(named),
      rights: form.rights.map((line) => ({ ...line, holderUscc: uscc!, ...right })),
      product: {
        ...form.product,
        content: { ...form.product.content, ...content },
        sample: { ...form.product.sample, document: docId },
      },
    };
  };

  /** As the gateway of any registry does it, each before the same ledger. */
  const file = async (filing: Filing): Promise<string> => {
    const client = await bed.as(filing.by);
    const { database, vault } = bed;
    const registryUscc = filing.registry ?? ZHENGZHOU;
    const request = await clearFiling({ database, vault, registryUscc }, client.caller, await formOf(client, filing));
    const { answer, blockNumber } = await bed.sealing.submitSealed({
      ...{ contract: 'application', transaction: 'submit', caller: client.caller, ...request },
      idempotencyKey: `key-${String(Math.random())}`,
    });
    await bed.projector.waitFor(blockNumber, 10_000);
    return (answer as { caseId: string }).caseId;
  };

  const conflictsOf = async (caseId: string, officer = 'zhengzhou-reviewer-1'): Promise<readonly Conflict[]> => {
    const answer = await (await bed.as(officer)).get(`/applications/${caseId}/conflicts`);
    expect([answer.status, answer.body]).toMatchObject([200, { isComplete: true }]);
    return bodyOf<{ items: readonly Conflict[] }>(answer).items;
  };
  const gradeOf = async (own: string, other: string): Promise<string | undefined> =>
    (await conflictsOf(own)).find(({ caseId }) => caseId === other)?.grade;

  describe('given a table that somebody has filed', () => {
    let first: string;
    beforeAll(async () => {
      first = await file({ by: 'zhengzhou-applicant-1', bytes: tableBytes(airports) });
    });

    it.each<[string, Filing, string | undefined]>([
      [
        'the same file, by the same holder',
        { by: 'zhengzhou-applicant-1', bytes: tableBytes(airports) },
        'SAME_HOLDER',
      ],
      ['the same file, by another', { by: 'zhengzhou-applicant-2', bytes: tableBytes(airports) }, 'CO_HOLDER'],
      [
        'the same file, by one who claims it alone',
        { by: 'zhengzhou-applicant-2', bytes: tableBytes(airports), right: { exclusivity: 'EXCLUSIVE' } },
        'CONTRADICTING_EXCLUSIVE',
      ],
      [
        'its rows in another order',
        { by: 'zhengzhou-applicant-2', bytes: tableBytes(shuffled(airports)) },
        'CO_HOLDER',
      ],
      [
        'every twentieth row changed',
        { by: 'zhengzhou-applicant-2', bytes: tableBytes(changed(airports, 20)) },
        'CO_HOLDER',
      ],
      [
        'half of its rows',
        { by: 'zhengzhou-applicant-2', bytes: tableBytes(part(airports, 2)) },
        'UPSTREAM_OR_DERIVED',
      ],
      [
        'half of its rows beside as many others',
        {
          by: 'zhengzhou-applicant-2',
          bytes: tableBytes({
            ...airports,
            rows: [...part(airports, 2).rows, ...changed(part(airports, 2), 1).rows],
          }),
        },
        'SIMILAR',
      ],
      [
        'no row of it, under the same columns',
        { by: 'zhengzhou-applicant-2', bytes: tableBytes(changed(airports, 1)) },
        'SIMILAR',
      ],
      ['something else', { by: 'zhengzhou-applicant-2', bytes: vegaFile('seattle-weather.csv') }, undefined],
    ])('%s is graded', async (_, filing, grade) => {
      expect(await gradeOf(await file(filing), first)).toBe(grade);
    });

    it('shows of another registry’s case that it is there, and no more', async () => {
      const filing = { by: 'guiyang-applicant-1', bytes: tableBytes(shuffled(airports)), registry: GUIYANG };
      const elsewhere = await file(filing);
      const found = (await conflictsOf(first)).find(({ caseId }) => caseId === elsewhere);
      expect(Object.keys(found!).sort()).toEqual(['caseId', 'evidence', 'grade', 'registry']);
      expect([found!.grade, found!.registry]).toEqual(['CO_HOLDER', GUIYANG]);
      const back = await conflictsOf(elsewhere, 'guiyang-reviewer-1');
      expect(back.find(({ caseId }) => caseId === first)).toMatchObject({ grade: 'CO_HOLDER', registry: ZHENGZHOU });
    });

    it('is shown to the officers of its registry only', async () => {
      const statusFor = async (name: string): Promise<number> =>
        (await (await bed.as(name)).get(`/applications/${first}/conflicts`)).status;
      for (const name of ['zhengzhou-acceptance-1', 'zhengzhou-decider-1']) expect(await statusFor(name)).toBe(200);
      for (const name of [
        'zhengzhou-applicant-1',
        'guiyang-reviewer-1',
        'supervisor-officer-1',
        'zhengzhou-applicant-2',
      ])
        expect(await statusFor(name)).toBe(404);
    });

    it('is not found in a case that was withdrawn', async () => {
      const filing = { by: 'zhengzhou-applicant-2', bytes: tableBytes(airports) };
      const withdrawn = await file(filing);
      expect(await gradeOf(first, withdrawn)).toBe('CO_HOLDER');
      const applicant = await bed.as('zhengzhou-applicant-2');
      await applicant.post(`/applications/${withdrawn}/withdraw`, { reason: '另行申请' });
      expect(await gradeOf(first, withdrawn)).toBeUndefined();
    });
  });
});
