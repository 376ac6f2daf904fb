// SPDX-License-Identifier: Apache-2.0
import type { RestClient } from '../rest/restClient';
import { differences } from './data/fingerprint';
import type { Fingerprint } from './data/fingerprint';
import { act } from './demoCase';
import type { CommandResult, DemoCase } from './demoCase';
import { UnexpectedAnswer } from './desk';
import type { DocumentContent } from './documents/blocks';
import { materialDocuments } from './documents/materials';
import type { MaterialType } from './documents/materials';
import { renderPdf } from './documents/render';
import type { Dossier } from './dossier';
import { buildApplication } from './filing';
import type { FiledMaterial } from './filing';

type Stored = Fingerprint & { readonly docId: string };

/** Hands a file to the vault. @throws UnexpectedAnswer where it refuses */
export const store = async (
  client: RestClient,
  file: { bytes: Uint8Array; name: string; mime: string },
): Promise<Stored> => {
  const answer = await client.upload(file);
  if (answer.status !== 201) throw new UnexpectedAnswer(`Upload of ${file.name}`, answer);
  return answer.body as Stored;
};

/** Draws a document and hands it to the vault; answers its id there. */
export const storeDocument = async (
  client: RestClient,
  { dossier, content, name }: { dossier: Dossier; content: DocumentContent; name: string },
): Promise<string> => {
  const bytes = await renderPdf(content, new Date(`${dossier.today}T00:00:00Z`));
  return (await store(client, { bytes, name, mime: 'application/pdf' })).docId;
};

/** Uploads the product's own file, and refuses to go on where the vault saw other bytes than we did. */
const storeData = async ({ dossier, say }: DemoCase, client: RestClient): Promise<FiledMaterial> => {
  const { file, fingerprint, measure, product } = dossier;
  const stored = await store(client, { bytes: file.bytes, name: product.file.name, mime: product.file.mime });
  const differing = differences(fingerprint, stored);
  if (differing.length > 0) throw new Error(`The vault's ${differing.join(', ')} of ${file.path} differ from ours.`);
  say(`数据文件 ${file.packageName}/${file.path}: ${measure.records} records, ${fingerprint.bytes} bytes`);
  say(`指纹一致 SHA-256 ${fingerprint.sha256.slice(0, 16)}… SM3 ${fingerprint.sm3.slice(0, 16)}…`);
  return { type: 'SAMPLE', docId: stored.docId };
};

/** Hands in the data and every document. */
export const storeMaterials = async (demoCase: DemoCase, client: RestClient): Promise<FiledMaterial[]> => {
  const filed = [await storeData(demoCase, client)];
  for (const { type, fileName, content } of materialDocuments(demoCase.dossier)) {
    const docId = await storeDocument(client, { dossier: demoCase.dossier, content, name: fileName });
    filed.push({ type, docId });
  }
  demoCase.say(`材料 ${filed.length} materials stored`);
  return filed;
};

/** Files the application, leaving out what a careless applicant forgets. */
export const submit = (
  demoCase: DemoCase,
  client: RestClient,
  { materials, left }: { materials: readonly FiledMaterial[]; left: readonly MaterialType[] },
): Promise<CommandResult> =>
  act(demoCase, {
    client,
    path: '/applications',
    body: buildApplication(demoCase.dossier, materials, { profileId: demoCase.profileId, left }),
    words: '申请 submit',
  });
