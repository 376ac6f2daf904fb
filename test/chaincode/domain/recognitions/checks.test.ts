// SPDX-License-Identifier: Apache-2.0
import { checkSource } from '../../../../chaincode/src/domain/recognitions/checks';
import type { SourceFacts } from '../../../../chaincode/src/domain/recognitions/checks';
import { recordKey } from '../../../../chaincode/src/ledger/keys';
import type {
  CertificateRecord,
  CommandAnswer,
  GrantPreparation,
  InstitutionRecord,
} from '../../../../chaincode/src/protocol/schemas/records';
import { newPrivateKeys, publicKeysOf, signStatement } from '../../../../gateway/src/signing/privateKeys';
import { ZHENGZHOU } from '../../../support/filing';
import { aRegister } from '../../../support/register';

const decider = 'zhengzhou-decider-2';
const keys = newPrivateKeys();

/** A certificate that was granted with its registry's signatures, and what its checks rest on. */
const signedSource = async (): Promise<SourceFacts & { issuer: InstitutionRecord }> => {
  const register = await aRegister();
  await register.send('zhengzhou-clock', 'institution:putKeys', { uscc: ZHENGZHOU, keys: publicKeysOf(keys) });
  const caseId = await register.caseIn('READY');
  const asked = { idempotencyKey: register.newKey(), caseId };
  const preparation = (await register.ask(decider, 'application:prepareGrant', asked)) as GrantPreparation;
  const { place, statements } = preparation;
  const { statement } = statements[0]!;
  const signatures = signStatement({ place, statement }, { version: 1, keys });
  const { answer } = await register.send(decider, 'application:grant', { caseId, signatures });
  const number = (answer as CommandAnswer).certificateNumber!;
  const facts = {
    certificate: register.ledger.read(recordKey('certificate', number)) as CertificateRecord,
    issuer: register.ledger.read(recordKey('institution', ZHENGZHOU)) as InstitutionRecord,
  };
  return { ...facts, place, now: register.now };
};
const failedOf = (facts: SourceFacts): string[] =>
  checkSource(facts).flatMap(({ check, passed }) => (passed ? [] : [check]));

describe('what can be checked of a certificate that is to be recognized', () => {
  let facts: Awaited<ReturnType<typeof signedSource>>;
  beforeAll(async () => {
    facts = await signedSource();
  });
  afterAll(() => {
    jest.restoreAllMocks();
  });

  it('passes where all is right', () => {
    expect(facts.certificate.signatures).toBeDefined();
    expect(failedOf(facts)).toEqual([]);
  });

  const [set, other] = [publicKeysOf(keys), publicKeysOf(newPrivateKeys())];
  const revoked = { revokedAt: '2099-01-01T00:00:00.000Z' };
  it.each<[string, (facts: SourceFacts & { issuer: InstitutionRecord }) => SourceFacts, string[]]>([
    ['an issuer that nobody knows', (one) => ({ ...one, issuer: undefined }), ['RC-ISSUER', 'RC-PROOF']],
    ['an issuer whose keys are not known', (one) => withKeys(one, []), ['RC-PROOF']],
    ['other keys', (one) => withKeys(one, [{ keys: other }]), ['RC-PROOF']],
    [
      'keys in foreign hands since',
      (one) =>
        withKeys(one, [{ ...revoked, reasonCode: 'KR-COMPROMISED', compromisedSince: '2026-09-01T00:00:00.000Z' }]),
      ['RC-PROOF'],
    ],
    [
      'keys in foreign hands only after it',
      (one) => withKeys(one, [{ ...revoked, reasonCode: 'KR-COMPROMISED', compromisedSince: revoked.revokedAt }]),
      [],
    ],
    ['keys out of use since', (one) => withKeys(one, [{ ...revoked, reasonCode: 'KR-CEASED' }]), []],
    ['keys that came later', (one) => withKeys(one, [{ validFrom: '2099-01-01T00:00:00.000Z' }]), ['RC-PROOF']],
    ['another register', (one) => ({ ...one, place: { ...one.place, channel: 'other' } }), ['RC-PROOF']],
    ['a time after its end', (one) => ({ ...one, now: Date.parse('2099-01-01T00:00:00.000Z') }), ['RC-STATUS']],
    ['an issuer not approved', (one) => ({ ...one, issuer: { ...one.issuer, approval: 'PROPOSED' } }), ['RC-ISSUER']],
  ])('tells %s', (_, change, failed) => {
    expect(failedOf(change(facts))).toEqual(failed);
  });

  function withKeys(one: SourceFacts & { issuer: InstitutionRecord }, sets: object[]): SourceFacts {
    const certificateKeys = sets.map((more) => ({
      ...{ version: 1, keys: set, validFrom: '2026-01-01T00:00:00.000Z' },
      ...more,
    }));
    return { ...one, issuer: { ...one.issuer, certificateKeys } };
  }
});
