// SPDX-License-Identifier: Apache-2.0
import { assertRightsAllowed, commandSealedPaths, namedDocuments, sealedPaths } from '@registry/chaincode/protocol';
import type {
  ApplicationForm,
  CaseCommandName,
  CaseRecord,
  CommandForm,
  JsonObject,
  JsonValue,
  NamedDocument,
  ObjectionStep,
} from '@registry/chaincode/protocol';
import type { HeldMaterial } from '../../vault/port';
import { correctionSealedPaths } from './correctionPaths';
import { clearMaterial, clearMaterials } from './documents';

/** Commands about one objection are given at its own address. */
export type CommandName = Exclude<CaseCommandName, 'submit' | ObjectionStep>;
type Found = ReadonlyMap<string, HeldMaterial>;

/** A request as the ledger takes it, but in the clear, with the pointers of what to seal. */
export interface ClearRequest {
  readonly form: JsonObject;
  readonly pointers: readonly string[];
}

const asJson = (form: object): JsonObject => form as Record<string, JsonValue>;
const digestPointers = (list: readonly unknown[], prefix: string): string[] =>
  list.map((_, index) => `${prefix}/materials/${index}/digests`);
const materialsNamed = (materials: readonly { readonly docId: string }[]): NamedDocument[] =>
  materials.map(({ docId }, index) => ({ path: `/materials/${index}/docId`, docId }));

/** Every document that an application names. */
export const documentsOfApplication = (form: ApplicationForm): NamedDocument[] => [
  ...materialsNamed(form.materials),
  ...namedDocuments(form),
];

/**
 * An application as the ledger takes it. Sources that are to be withheld stand there sealed, so this is where they can
 * still be held against the rights that are claimed.
 *
 * @param registry - USCC of the registry that this gateway belongs to
 * @throws RegistryError RIGHT_NOT_ALLOWED_FOR_SOURCE
 */
export const clearApplication = (form: ApplicationForm, registry: string, found: Found): ClearRequest => {
  assertRightsAllowed(form);
  return {
    form: { filing: { ...asJson(form), registry, materials: clearMaterials(form.materials, found) } },
    pointers: [
      ...new Set(sealedPaths(form).map((path) => `/filing${path}`)),
      ...digestPointers(form.materials, '/filing'),
    ],
  };
};

/** Every document that a command names. */
export const documentsOfCommand = (name: CommandName, form: unknown): NamedDocument[] => {
  if (name === 'supplyCorrection') return materialsNamed((form as CommandForm<'supplyCorrection'>).materials);
  if (name === 'supplySupplement') return materialsNamed((form as CommandForm<'supplySupplement'>).materials);
  if (name === 'supplyAmendment') return materialsNamed((form as CommandForm<'supplyAmendment'>).materials);
  if (name !== 'submitOpinion') return [];
  return [{ path: '/report', docId: (form as CommandForm<'submitOpinion'>).report }];
};

/** A correction or an amendment: both put new values into the filing. */
const clearCorrection = (
  form: CommandForm<'supplyCorrection' | 'supplyAmendment'>,
  record: CaseRecord,
  found: Found,
): ClearRequest => ({
  form: { materials: clearMaterials(form.materials, found), fields: form.fields },
  pointers: [...digestPointers(form.materials, ''), ...correctionSealedPaths(record.filing, form.fields)],
});

const clearSupplement = ({ materials }: CommandForm<'supplySupplement'>, found: Found): ClearRequest => ({
  form: { materials: clearMaterials(materials, found) },
  pointers: digestPointers(materials, ''),
});

const clearOpinion = (form: CommandForm<'submitOpinion'>, found: Found): ClearRequest => {
  const report = found.get(form.report);
  return {
    form: { ...asJson(form), ...(report && { report: clearMaterial('REVIEW_REPORT', report) }) },
    pointers: [...commandSealedPaths.submitOpinion(form), '/report/digests'],
  };
};

const clearParts = (name: CommandName, form: unknown, record: CaseRecord, found: Found): ClearRequest => {
  if (name === 'supplyCorrection' || name === 'supplyAmendment')
    return clearCorrection(form as CommandForm<'supplyCorrection'>, record, found);
  if (name === 'supplySupplement') return clearSupplement(form as CommandForm<'supplySupplement'>, found);
  if (name === 'submitOpinion') return clearOpinion(form as CommandForm<'submitOpinion'>, found);
  const paths = commandSealedPaths[name] as (form: unknown) => string[];
  return { form: asJson(form as object), pointers: paths(form) };
};

/**
 * A command on a case as the ledger takes it.
 *
 * @param command - name, and the form that its schema has passed
 * @param record - the case, for the fields that a correction is about
 * @param found - the documents of {@link documentsOfCommand}
 */
export const clearCommand = (
  { name, form }: { readonly name: CommandName; readonly form: unknown },
  record: CaseRecord,
  found: Found,
): ClearRequest => {
  const parts = clearParts(name, form, record, found);
  return { form: { ...parts.form, caseId: record.caseId }, pointers: parts.pointers };
};
