// SPDX-License-Identifier: Apache-2.0
import type { ApplicationForm, Filing } from './schemas/filing';

/** A document that a filing names in one of its fields, and where. */
export interface NamedDocument {
  readonly path: string;
  readonly docId: string;
}

type Part<K extends 'agent' | 'product' | 'rights'> = Pick<ApplicationForm | Filing, K>;

const named = (path: string, docId: string | undefined): NamedDocument[] =>
  docId === undefined ? [] : [{ path, docId }];

const inProduct = ({ product }: Part<'product'>): NamedDocument[] => [
  ...named('/product/sample/document', product.sample.document),
  ...named('/product/personalInformation/impactAssessment', product.personalInformation.impactAssessment),
  ...(product.priorRegistrations === 'NONE' ? [] : product.priorRegistrations).flatMap(({ proof }, index) =>
    named(`/product/priorRegistrations/${index}/proof`, proof),
  ),
  ...product.upstream.flatMap(({ licenceDocument }, index) =>
    named(`/product/upstream/${index}/licenceDocument`, licenceDocument),
  ),
];

const inRights = ({ rights }: Part<'rights'>): NamedDocument[] =>
  rights.flatMap(({ evidence, joint, nonSubstitution }, line) => [
    ...evidence.flatMap((docId, index) => named(`/rights/${line}/evidence/${index}`, docId)),
    ...named(`/rights/${line}/joint/contract`, joint?.contract),
    ...(joint?.coProducers ?? []).flatMap(({ consent }, index) =>
      named(`/rights/${line}/joint/coProducers/${index}/consent`, consent),
    ),
    ...named(`/rights/${line}/nonSubstitution`, nonSubstitution),
  ]);

/** Every document that a filing, or the form it comes from, names outside its list of materials. */
export const namedDocuments = (filing: Part<'agent' | 'product' | 'rights'>): NamedDocument[] => [
  ...named('/agent/powerOfAttorney', filing.agent?.powerOfAttorney),
  ...inProduct(filing),
  ...inRights(filing),
];
