// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import {
  assertRightsAllowed,
  assessRights,
  MATRIX_ARTICLE,
  RIGHTS_MATRIX,
} from '../../../chaincode/src/protocol/rightsMatrix';
import type { MatrixSubject } from '../../../chaincode/src/protocol/rightsMatrix';
import {
  OBJECT_KINDS,
  RIGHT_BASES,
  RIGHT_TYPES,
  SOURCE_KINDS,
} from '../../../chaincode/src/protocol/schemas/vocabulary';
import { anApplicationForm, AGENT, docIdOf, sealedValue } from '../../support/filing';
import { codeOf, refusalOf } from '../../support/refusal';

const consent = docIdOf('consent');
const line = anApplicationForm().rights[0]!;
type Line = MatrixSubject['rights'][number];
type Basis = (typeof RIGHT_BASES)[number];

const subject = (changes: Partial<Line>, product: Partial<MatrixSubject['product']> = {}): MatrixSubject => ({
  rights: [{ ...line, ...changes }],
  product: { objectKind: 'PRODUCT', sources: sealedValue('/product/sources', []), ...product },
});
const allowedFor = (changes: Partial<Line>, product?: Partial<MatrixSubject['product']>): readonly string[] =>
  assessRights(subject(changes, product))[0]!.allowed;

const HOLD_AND_USE = ['HOLD', 'USE'];

describe('the matrix of source and right (N35 art. 21)', () => {
  const SCENARIOS: readonly [string, Partial<Line>, Partial<MatrixSubject['product']>, readonly string[]][] = [
    ['own production', { basis: 'SELF_COLLECTED' }, {}, RIGHT_TYPES],
    ['a contract', { basis: 'CONTRACT' }, {}, RIGHT_TYPES],
    ['a natural person', { basis: 'PERSONAL' }, {}, RIGHT_TYPES],
    ['a law', { basis: 'LAW' }, {}, RIGHT_TYPES],
    ['derivation', { basis: 'DERIVED' }, {}, RIGHT_TYPES],
    ['entrusted processing', { basis: 'ENTRUSTED' }, {}, []],
    ['scraping', { basis: 'SCRAPED' }, {}, HOLD_AND_USE],
    [
      'scraping, for a product that does not substitute',
      { basis: 'SCRAPED', nonSubstitution: consent },
      {},
      RIGHT_TYPES,
    ],
    [
      'scraping, for raw data whatever is claimed of them',
      { basis: 'SCRAPED', nonSubstitution: consent },
      { objectKind: 'RESOURCE' },
      HOLD_AND_USE,
    ],
    [
      'joint production without contract or consents',
      { basis: 'JOINT', joint: { coProducers: [{ uscc: AGENT }] } },
      {},
      HOLD_AND_USE,
    ],
    [
      'joint production with the consent of some',
      { basis: 'JOINT', joint: { coProducers: [{ uscc: AGENT, consent }, {}] } },
      {},
      HOLD_AND_USE,
    ],
    [
      'joint production with the consents of all',
      { basis: 'JOINT', joint: { coProducers: [{ uscc: AGENT, consent }, { consent }] } },
      {},
      RIGHT_TYPES,
    ],
    [
      'joint production under a contract',
      { basis: 'JOINT', joint: { contract: consent, coProducers: [{}] } },
      {},
      RIGHT_TYPES,
    ],
    // The schema does not let this through; the matrix does not rely on it.
    ['joint production that names nobody', { basis: 'JOINT' }, {}, HOLD_AND_USE],
    [
      'own production mixed with what was scraped',
      { basis: 'SELF_COLLECTED' },
      {
        sources: [
          { kind: 'COLLECTED', sharePercent: 99 },
          { kind: 'SCRAPED_OPEN_DATA', sharePercent: 1 },
        ],
      },
      HOLD_AND_USE,
    ],
    [
      'joint production mixed with what was scraped, with evidence for one of them',
      { basis: 'JOINT', joint: { contract: consent, coProducers: [{}] } },
      { sources: [{ kind: 'SCRAPED_OPEN_DATA', sharePercent: 100 }] },
      HOLD_AND_USE,
    ],
  ];

  it.each(SCENARIOS)('lets %s carry what it carries', (_, changes, product, allowed) => {
    expect(allowedFor(changes, product)).toEqual(allowed);
  });

  it('names each line at fault, what is allowed, and on what evidence more would be', () => {
    const { rights } = subject({ basis: 'SCRAPED', rightType: 'OPERATE' });
    const refusal = refusalOf(() => {
      assertRightsAllowed({ ...subject({}), rights: [line, ...rights] });
    });
    expect(refusal.code).toBe('RIGHT_NOT_ALLOWED_FOR_SOURCE');
    expect(refusal.details).toEqual({
      article: MATRIX_ARTICLE,
      reasonCode: 'RJ-MATRIX',
      lines: [
        {
          path: '/rights/1/rightType',
          rightType: 'OPERATE',
          bases: ['SCRAPED'],
          allowed: HOLD_AND_USE,
          moreWith: ['NON_SUBSTITUTION'],
        },
      ],
    });
  });

  it('has an entry for every way to come to data', () => {
    expect(Object.keys(RIGHTS_MATRIX).sort()).toEqual([...RIGHT_BASES].sort());
  });
});

describe('whatever is filed', () => {
  const document = fc.option(fc.constant(consent), { nil: undefined });
  const joint = fc.record({
    contract: document,
    coProducers: fc.array(fc.record({ consent: document }), { minLength: 1, maxLength: 4 }),
  });
  const anyLine = fc
    .record({
      rightType: fc.constantFrom(...RIGHT_TYPES),
      basis: fc.constantFrom(...RIGHT_BASES),
      nonSubstitution: document,
      joint,
    })
    .map((changes) => ({ ...line, ...changes }));
  const sources = fc.oneof(
    fc.constant(sealedValue('/product/sources', [])),
    fc.uniqueArray(fc.constantFrom(...SOURCE_KINDS), { minLength: 1 }).map((kinds) =>
      // Shares play no part in the matrix.
      kinds.map((kind) => ({ kind, sharePercent: 1 })),
    ),
  );
  const anySubject = fc.record({
    rights: fc.array(anyLine, { minLength: 1, maxLength: 5 }),
    product: fc.record({ objectKind: fc.constantFrom(...OBJECT_KINDS), sources }),
  }) as fc.Arbitrary<MatrixSubject>;
  const withAllEvidence = (given: MatrixSubject): MatrixSubject => ({
    ...given,
    rights: given.rights.map((one) => ({
      ...one,
      nonSubstitution: consent,
      joint: { contract: consent, coProducers: [{}] },
    })),
  });

  it('is refused if, and only if, some line claims more than its bases carry', () => {
    fc.assert(
      fc.property(anySubject, (given) => {
        const isRefused = assessRights(given).some(({ allowed, rightType }) => !allowed.includes(rightType));
        const check = (): void => {
          assertRightsAllowed(given);
        };
        if (isRefused) expect(codeOf(check)).toBe('RIGHT_NOT_ALLOWED_FOR_SOURCE');
        else expect(check).not.toThrow();
      }),
    );
  });

  it('carries no less with more evidence, and no more with more sources', () => {
    fc.assert(
      fc.property(anySubject, fc.constantFrom(...SOURCE_KINDS), (given, kind) => {
        const now = assessRights(given);
        const proven = assessRights(withAllEvidence(given));
        const known = Array.isArray(given.product.sources) ? given.product.sources : [];
        const sources = [...known, { kind, sharePercent: 1 }];
        const mixed = assessRights({ ...given, product: { ...given.product, sources } });
        return now.every(
          ({ allowed }, index) =>
            allowed.every((right) => proven[index]!.allowed.includes(right)) &&
            mixed[index]!.allowed.every((right) => allowed.includes(right)),
        );
      }),
    );
  });

  it('gives a right to operate scraped or joint data on evidence only, and nothing to a processor', () => {
    const bare = (basis: Basis, rightType: (typeof RIGHT_TYPES)[number]): boolean =>
      assessRights(subject({ basis, rightType }))[0]!.isAllowed;
    fc.assert(
      fc.property(fc.constantFrom(...RIGHT_BASES), fc.constantFrom(...RIGHT_TYPES), (basis, right) => {
        if (basis === 'ENTRUSTED') return !bare(basis, right);
        const needsEvidence = (basis === 'SCRAPED' || basis === 'JOINT') && right === 'OPERATE';
        return bare(basis, right) === !needsEvidence;
      }),
    );
  });
});
