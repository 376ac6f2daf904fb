// SPDX-License-Identifier: Apache-2.0
import { shanghaiDate } from '../../protocol/civilTime';
import { RegistryError } from '../../protocol/errors';
import type { ErrorCode } from '../../protocol/errors';
import type { Filing } from '../../protocol/schemas/filing';
import type { UpstreamSource } from '../../protocol/schemas/origin';
import type { CertificateRecord } from '../../protocol/schemas/records';
import { isInForce } from '../certificates/inForce';
import { demand } from '../demand';
import type { CaseFacts } from './facts';

type UpstreamFacts = Pick<CaseFacts, 'now' | 'upstream'>;

/** One source of a product, with its certificate where it is registered here. */
interface Source {
  readonly path: string;
  readonly source: UpstreamSource;
  readonly certificate: CertificateRecord | undefined;
  /** Whether an applicant holds, on the day, a right to use or operate the source. */
  readonly isByOwnRight: boolean;
}

const applicantsOf = ({ applicants }: Filing): string[] =>
  applicants.flatMap(({ idNumber }) => (typeof idNumber === 'string' ? [idNumber] : []));

/** The lines of a certificate that still run on a day. */
const linesOn = ({ rights }: CertificateRecord, day: string): CertificateRecord['rights'] =>
  rights.filter(({ term }) => term.from <= day && (term.to === undefined || day <= term.to));

const mayProcess = (lines: CertificateRecord['rights'], applicants: readonly string[]): boolean =>
  lines.some(
    ({ rightType, holderUscc }) => rightType !== 'HOLD' && holderUscc !== undefined && applicants.includes(holderUscc),
  );

const sourcesOf = (filing: Filing, { upstream, now }: UpstreamFacts): Source[] => {
  const applicants = applicantsOf(filing);
  const day = shanghaiDate(now);
  return filing.product.upstream.map((source, index) => {
    const certificate = source.certificateNumber === undefined ? undefined : upstream.get(source.certificateNumber);
    const isByOwnRight = certificate !== undefined && mayProcess(linesOn(certificate, day), applicants);
    return { path: `/product/upstream/${index}`, source, certificate, isByOwnRight };
  });
};

/**
 * Holders process themselves what they may use or operate; to let others do so takes the right to operate (经营权), and
 * terms that do not forbid it.
 */
const forbidsDerivation = ({ certificate, isByOwnRight }: Source, day: string): boolean =>
  certificate !== undefined &&
  !isByOwnRight &&
  (certificate.derivation === 'FORBIDDEN' ||
    !linesOn(certificate, day).some(({ rightType }) => rightType === 'OPERATE'));

const described = ({ path, source, certificate }: Source): Record<string, string> => ({
  path,
  ...(source.certificateNumber !== undefined && { certificateNumber: source.certificateNumber }),
  ...(certificate !== undefined && { status: certificate.status, validTo: certificate.validTo }),
});

const refuseAny = (sources: readonly Source[], code: ErrorCode): void => {
  if (sources.length > 0) throw new RegistryError(code, { upstream: sources.map(described) });
};

/**
 * What every registration that a product builds on must be, on the day of filing and again on that of attestation.
 *
 * @throws RegistryError UPSTREAM_NOT_REGISTERED, UPSTREAM_NOT_IN_FORCE, UPSTREAM_FORBIDS_DERIVATION with every such source
 */
export const assertUpstreamInForce = (filing: Filing, facts: UpstreamFacts): void => {
  const { now } = facts;
  const sources = sourcesOf(filing, facts).filter(({ source }) => source.certificateNumber !== undefined);
  const day = shanghaiDate(now);
  refuseAny(
    sources.filter(({ certificate }) => certificate === undefined),
    'UPSTREAM_NOT_REGISTERED',
  );
  refuseAny(
    sources.filter(({ certificate }) => certificate !== undefined && !isInForce(certificate, now)),
    'UPSTREAM_NOT_IN_FORCE',
  );
  refuseAny(
    sources.filter((source) => forbidsDerivation(source, day)),
    'UPSTREAM_FORBIDS_DERIVATION',
  );
};

const isDerived = ({ product, rights }: Filing): boolean =>
  product.objectKind === 'DERIVED_PRODUCT' ||
  rights.some(({ basis }) => basis === 'DERIVED') ||
  (Array.isArray(product.sources) && product.sources.some(({ kind }) => kind === 'DERIVED'));

const lacksLicence = ({ source, certificate, isByOwnRight }: Source): boolean =>
  !isByOwnRight && certificate?.derivation === 'LICENSED' && source.licenceDocument === undefined;

/**
 * What a filing must say of the data that its product is made from.
 *
 * @throws RegistryError UPSTREAM_NOT_NAMED, UPSTREAM_CONTRACT_ENDED, UPSTREAM_LICENCE_MISSING, and those of
 * {@link assertUpstreamInForce}
 */
export const assertUpstream = (filing: Filing, facts: UpstreamFacts): void => {
  const sources = sourcesOf(filing, facts);
  demand(!isDerived(filing) || sources.length > 0, 'UPSTREAM_NOT_NAMED', { path: '/product/upstream' });
  assertUpstreamInForce(filing, facts);
  const day = shanghaiDate(facts.now);
  refuseAny(
    sources.filter(({ source }) => source.contractEndsOn !== undefined && source.contractEndsOn < day),
    'UPSTREAM_CONTRACT_ENDED',
  );
  refuseAny(sources.filter(lacksLicence), 'UPSTREAM_LICENCE_MISSING');
};
