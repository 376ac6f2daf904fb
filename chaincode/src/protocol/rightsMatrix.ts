// SPDX-License-Identifier: Apache-2.0
import { RegistryError } from './errors';
import type { ApplicationForm, Filing } from './schemas/filing';
import type { JsonInputObject } from './json/values';
import type { RightFiling, RightForm } from './schemas/rights';
import { RIGHT_TYPES } from './schemas/vocabulary';
import type { RIGHT_BASES, SOURCE_KINDS } from './schemas/vocabulary';

type RightType = (typeof RIGHT_TYPES)[number];
type Basis = (typeof RIGHT_BASES)[number];
type Line = RightForm | RightFiling;
/** What of a filing, or of the form it comes from, the matrix looks at. */
export type MatrixSubject = {
  readonly rights: readonly Line[];
  readonly product: Pick<(ApplicationForm | Filing)['product'], 'objectKind' | 'sources'>;
};

/** The article that the matrix is taken from. */
export const MATRIX_ARTICLE = '《数据产权登记工作指引（试行）》第二十一条';

/** Evidence on which a source carries more than it does by itself. */
export const MATRIX_EVIDENCE = ['NON_SUBSTITUTION', 'CONTRACT_OR_CONSENTS_OF_ALL'] as const;
export type MatrixEvidence = (typeof MATRIX_EVIDENCE)[number];

interface Entry {
  readonly allowed: readonly RightType[];
  readonly more?: { readonly right: RightType; readonly with: MatrixEvidence };
}

const HOLD_AND_USE: readonly RightType[] = ['HOLD', 'USE'];
const unrestricted: Entry = { allowed: RIGHT_TYPES };

/** N35 art. 21: which rights (持有, 使用, 经营) the way in which a holder came to the data carries. */
export const RIGHTS_MATRIX: Readonly<Record<Basis, Entry>> = {
  SELF_COLLECTED: unrestricted,
  JOINT: { allowed: HOLD_AND_USE, more: { right: 'OPERATE', with: 'CONTRACT_OR_CONSENTS_OF_ALL' } },
  CONTRACT: unrestricted,
  PERSONAL: unrestricted,
  // The article does not restrict what a law gives; which law, the evidence shows and the review examines.
  LAW: unrestricted,
  DERIVED: unrestricted,
  SCRAPED: { allowed: HOLD_AND_USE, more: { right: 'OPERATE', with: 'NON_SUBSTITUTION' } },
  ENTRUSTED: { allowed: [] },
};

/** A part of the product binds the right in the whole: what was scraped does not become free by being mixed. */
const BASIS_OF_SOURCE: Readonly<Record<(typeof SOURCE_KINDS)[number], Basis>> = {
  COLLECTED: 'SELF_COLLECTED',
  SCRAPED_OPEN_DATA: 'SCRAPED',
  CONTRACT: 'CONTRACT',
  DERIVED: 'DERIVED',
};

const HAS_EVIDENCE: Readonly<Record<MatrixEvidence, (line: Line, subject: MatrixSubject) => boolean>> = {
  // The article speaks of a product: raw data always stand in for what they were taken from.
  NON_SUBSTITUTION: ({ nonSubstitution }, { product }) =>
    nonSubstitution !== undefined && product.objectKind !== 'RESOURCE',
  CONTRACT_OR_CONSENTS_OF_ALL: ({ joint }) =>
    joint !== undefined &&
    (joint.contract !== undefined || joint.coProducers.every(({ consent }) => consent !== undefined)),
};

/** What one line of the rights configuration may claim. */
export interface RightAssessment {
  readonly path: string;
  readonly rightType: RightType;
  readonly isAllowed: boolean;
  /** The bases that the line rests on: its own, and those of the product's sources as far as they are in the clear. */
  readonly bases: readonly Basis[];
  readonly allowed: readonly RightType[];
  /** Evidence that is not there and on which more would be allowed. */
  readonly moreWith: readonly MatrixEvidence[];
}

const basesOf = (line: Line, { product }: MatrixSubject): Basis[] => {
  // Sealed sources say nothing here: the gateway that seals them looks before it does.
  const sources = Array.isArray(product.sources) ? product.sources : [];
  return [...new Set([line.basis, ...sources.map(({ kind }) => BASIS_OF_SOURCE[kind])])];
};

const assess = (line: Line, index: number, subject: MatrixSubject): RightAssessment => {
  const bases = basesOf(line, subject);
  const entries = bases.map((basis) => RIGHTS_MATRIX[basis]);
  const isGiven = ({ more }: Entry): boolean => more !== undefined && HAS_EVIDENCE[more.with](line, subject);
  const carries = (entry: Entry, right: RightType): boolean =>
    entry.allowed.includes(right) || (entry.more?.right === right && isGiven(entry));
  const allowed = RIGHT_TYPES.filter((right) => entries.every((entry) => carries(entry, right)));
  return {
    path: `/rights/${index}/rightType`,
    rightType: line.rightType,
    isAllowed: allowed.includes(line.rightType),
    bases,
    allowed,
    moreWith: entries.flatMap((entry) => (entry.more === undefined || isGiven(entry) ? [] : [entry.more.with])),
  };
};

/**
 * What the matrix says of each line of a rights configuration, in their order.
 *
 * @param subject - a filing, or the form it comes from
 */
export const assessRights = (subject: MatrixSubject): RightAssessment[] =>
  subject.rights.map((line, index) => assess(line, index, subject));

const described = ({ path, rightType, bases, allowed, moreWith }: RightAssessment): JsonInputObject => ({
  path,
  rightType,
  bases,
  allowed,
  moreWith,
});

/**
 * Refuses a rights configuration with a right that its source does not carry.
 *
 * @throws RegistryError RIGHT_NOT_ALLOWED_FOR_SOURCE with every such line, what is allowed, and on what evidence more is
 */
export const assertRightsAllowed = (subject: MatrixSubject): void => {
  const lines = assessRights(subject).filter(({ isAllowed }) => !isAllowed);
  if (lines.length === 0) return;
  const details = { reasonCode: 'RJ-MATRIX', article: MATRIX_ARTICLE, lines: lines.map(described) };
  throw new RegistryError('RIGHT_NOT_ALLOWED_FOR_SOURCE', details);
};
