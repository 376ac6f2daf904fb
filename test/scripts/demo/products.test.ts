// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process';
import { applicationForm } from '@registry/chaincode/protocol';
import { DEMO_PRODUCTS } from '../../../scripts/src/demo/demoProducts';
import { materialDocuments } from '../../../scripts/src/demo/documents/materials';
import { renderPdf } from '../../../scripts/src/demo/documents/render';
import { openDossier } from '../../../scripts/src/demo/dossier';
import { buildApplication } from '../../../scripts/src/demo/filing';
import type { FiledMaterial } from '../../../scripts/src/demo/filing';
import type { DemoProduct } from '../../../scripts/src/demo/product';

const TODAY = '2026-11-24';
const CREATED = new Date('2026-11-24T00:00:00Z');
const hasPdfTools = ((): boolean => {
  try {
    execFileSync('pdftotext', ['-v'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();
if (!hasPdfTools) process.stderr.write('pdftotext is not installed: the text of generated documents is not checked.\n');

const productNamed = (key: string): DemoProduct => DEMO_PRODUCTS.find((product) => product.key === key)!;

/** Counted once by other means (line counts, a JSON query) in the pinned versions of the packages. */
const COUNTS = [
  ['divisions', 41352, 1630789],
  ['calendar', 920, 37428],
  ['land', 1419, 545534],
  ['earthquakes', 1707, 1219853],
  ['carbon dioxide', 741, 18547],
  ['division counts', 31, 628],
] as const;

describe('the products of the demonstration', () => {
  it.each(COUNTS)('counts the %s truly: %i records in %i bytes', async (key, records, bytes) => {
    const dossier = await openDossier(productNamed(key), TODAY);
    expect({ records: dossier.measure.records, bytes: dossier.fingerprint.bytes }).toEqual({ records, bytes });
  });

  it.each(DEMO_PRODUCTS.map(({ key }) => key))('fills an application for the %s that the schema takes', async (key) => {
    const dossier = await openDossier(productNamed(key), TODAY);
    const types = ['SAMPLE' as const, ...materialDocuments(dossier).map(({ type }) => type)];
    const materials: FiledMaterial[] = types.map((type, index) => ({
      type,
      docId: `doc-${String(index).padStart(32, '0')}`,
    }));
    const form = buildApplication(dossier, materials, { profileId: 'test-short-periods' });
    expect(applicationForm.safeParse(form).error?.issues ?? []).toEqual([]);
    expect(form.materials).toHaveLength(materials.length);
  });

  it('leaves out a material that a careless applicant forgets', async () => {
    const dossier = await openDossier(productNamed('calendar'), TODAY);
    const types = ['SAMPLE' as const, ...materialDocuments(dossier).map(({ type }) => type)];
    const materials = types.map((type) => ({ type, docId: `doc-${'0'.repeat(32)}` }));
    const form = buildApplication(dossier, materials, { profileId: 'p', left: ['SOURCE_PROOF'] });
    expect(form.materials.map(({ type }) => type)).not.toContain('SOURCE_PROOF');
  });
});

describe('the generated documents', () => {
  it('are the same bytes for the same content and date', async () => {
    const dossier = await openDossier(productNamed('carbon dioxide'), TODAY);
    for (const { content } of materialDocuments(dossier)) {
      const [one, other] = await Promise.all([renderPdf(content, CREATED), renderPdf(content, CREATED)]);
      expect(one.subarray(0, 5).toString()).toBe('%PDF-');
      expect(one.equals(other)).toBe(true);
    }
  });

  (hasPdfTools ? it : it.skip)('say in Chinese what the product is, with its true size and digest', async () => {
    const dossier = await openDossier(productNamed('land'), TODAY);
    const { content } = materialDocuments(dossier).find(({ type }) => type === 'PRODUCT_DESCRIPTION')!;
    const input = await renderPdf(content, CREATED);
    const text = execFileSync('pdftotext', ['-layout', '-', '-'], { input, encoding: 'utf8' });
    expect(text).toContain('数据产品介绍说明书');
    expect(text).toContain(dossier.product.description.dataName);
    expect(text).toContain('1,419 条，545,534 字节');
    expect(text).toContain(dossier.fingerprint.sha256.slice(0, 32));
    expect(text).toMatch(/第\s*1\s*页\s*共\s*2\s*页/);
  });
});
