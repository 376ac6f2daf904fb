// SPDX-License-Identifier: Apache-2.0
import { p256 } from '@noble/curves/nist.js';
import { sha256, toBase64Url, toHex, utf8 } from '@registry/chaincode/protocol';
import type { RecognitionQuestion, RecognitionSaid } from '@registry/chaincode/protocol';
import {
  answerInputOf,
  askedNumber,
  checkAnswer,
  foreignNumberParts,
} from '../../../../chaincode/src/protocol/verification/recognitionAnswer';
import type { AnswerCheck } from '../../../../chaincode/src/protocol/verification/recognitionAnswer';
import { GUIYANG, ZHENGZHOU } from '../../../support/filing';

const AT = '2026-10-01T00:00:00.000Z';
const NUMBER = 'SJ4112026090001';
const key = p256.utils.randomSecretKey();
const question: RecognitionQuestion = {
  numbers: [NUMBER],
  purpose: 'LISTING',
  region: '520100',
  nonce: 'nonce-of-mine',
};
const said: RecognitionSaid = {
  ...{ channel: 'registry', register: ZHENGZHOU, answeredBy: GUIYANG, question },
  answers: [{ number: NUMBER, recognized: false, reason: 'NOT_ASKED' }],
  ...{ blockHeight: 7, at: AT },
};
const signed = (what: RecognitionSaid = said, keys = 1, by = key): string => {
  const input = answerInputOf(what, keys);
  return `${input}.${toBase64Url(p256.sign(sha256(utf8(input)), by).toBytes('compact'))}`;
};

type KeySet = object;
const keySet = (more: KeySet = {}): KeySet => ({
  version: 1,
  keys: { p256: toHex(p256.getPublicKey(key, true)) },
  validFrom: '2026-09-01T00:00:00.000Z',
  ...more,
});
const checkWith = (more: Partial<AnswerCheck> = {}, sets: KeySet[] = [keySet()]): AnswerCheck => ({
  anchor: {
    place: { channel: 'registry', register: ZHENGZHOU },
    lists: [{ institutions: [{ uscc: GUIYANG, keySets: sets }] }],
  } as unknown as AnswerCheck['anchor'],
  ...{ question, now: Date.parse(AT) + 1_000, mostAge: 60_000 },
  ...more,
});

describe('the number of a certificate that is asked for', () => {
  it.each([
    [NUMBER, undefined],
    ['harbour-exchange:HX-2026/7', { platformId: 'harbour-exchange', number: 'HX-2026/7' }],
    ['harbour-exchange:a:b', { platformId: 'harbour-exchange', number: 'a:b' }],
    ['harbour-exchange:登记 7', { platformId: 'harbour-exchange', number: '登记 7' }],
  ])('%s is a national one, or a platform’s after the platform’s id', (asked, parts) => {
    expect(askedNumber.parse(asked)).toBe(asked);
    expect(foreignNumberParts(asked)).toEqual(parts);
  });

  it.each(['SJ4112026090002X', 'Harbour:1', 'harbour-exchange: 1', 'harbour-exchange:1 ', 'x:', ':1', 'a\u0000b:1'])(
    '%j is neither',
    (asked) => {
      expect(askedNumber.safeParse(asked).success).toBe(false);
    },
  );
});

describe('a signed answer to a recognition query', () => {
  it('is taken about certificates that stand elsewhere, and not where one letter of that was changed', () => {
    const number = 'harbour-exchange:HX-7';
    const asked = { ...question, numbers: [number] };
    const elsewhere: RecognitionSaid = {
      ...{ ...said, question: asked },
      answers: [
        {
          ...{ number, recognized: true, origin: 'FOREIGN_PLATFORM', basis: 'TRUST_LIST', trustList: 3 },
          source: { id: 'harbour-exchange', name: '海港数据交易平台' },
          notExamined: ['STATUS_ON_THE_PLATFORM'],
        },
      ],
    };
    const check = checkWith({ question: asked });
    expect(checkAnswer(signed(elsewhere), check)).toEqual({ said: elsewhere });
    const [head, , end] = signed(elsewhere).split('.') as [string, string, string];
    const other = { ...elsewhere, answers: [{ ...elsewhere.answers[0], trustList: 4 }] };
    const changed = `${head}.${answerInputOf(other as RecognitionSaid, 1).split('.')[1]!}.${end}`;
    expect(checkAnswer(changed, check)).toEqual({ refusal: 'ANSWER_SIGNATURE_WRONG' });
  });

  it('is taken from a registry that the anchor names, to the question that was asked', () => {
    expect(checkAnswer(signed(), checkWith())).toEqual({ said });
  });

  const [header = '', payload = '', signature = ''] = signed().split('.');
  const forged = (name: string, value: unknown): string => {
    const json = JSON.parse(Buffer.from(header, 'base64url').toString()) as object;
    return toBase64Url(utf8(JSON.stringify({ ...json, [name]: value })));
  };
  const revokedAt = '2026-09-15T00:00:00.000Z';
  it.each([
    ['what is no JWS', 'ANSWER_MALFORMED', 'nonsense', checkWith()],
    ['what has another payload', 'ANSWER_MALFORMED', `${header}.${toBase64Url(utf8('{}'))}.${signature}`, checkWith()],
    ['another algorithm', 'ANSWER_MALFORMED', `${forged('alg', 'none')}.${payload}.${signature}`, checkWith()],
    [
      'a certificate’s type',
      'ANSWER_MALFORMED',
      `${forged('typ', 'dpr-certificate+jws')}.${payload}.${signature}`,
      checkWith(),
    ],
    ['another register', 'ANSWER_OF_ANOTHER_REGISTER', signed({ ...said, register: GUIYANG }), checkWith()],
    ['another channel', 'ANSWER_OF_ANOTHER_REGISTER', signed({ ...said, channel: 'other' }), checkWith()],
    [
      'a registry that the anchor does not name',
      'ANSWER_KEY_UNKNOWN',
      signed({ ...said, answeredBy: ZHENGZHOU }),
      checkWith(),
    ],
    ['a key set that it does not name', 'ANSWER_KEY_UNKNOWN', signed(said, 2), checkWith()],
    ['no list at all', 'ANSWER_KEY_UNKNOWN', signed(), checkWith({ anchor: { ...checkWith().anchor, lists: [] } })],
    ['a revoked key', 'ANSWER_KEY_REFUSED', signed(), checkWith({}, [keySet({ revokedAt })])],
    [
      'a key before its time',
      'ANSWER_KEY_REFUSED',
      signed(),
      checkWith({}, [keySet({ validFrom: '2026-10-02T00:00:00.000Z' })]),
    ],
    ['somebody else’s signature', 'ANSWER_SIGNATURE_WRONG', signed(said, 1, p256.utils.randomSecretKey()), checkWith()],
    [
      'another question',
      'ANSWER_TO_ANOTHER_QUESTION',
      signed(),
      checkWith({ question: { ...question, purpose: 'TRADE' } }),
    ],
    [
      'another nonce',
      'ANSWER_TO_ANOTHER_QUESTION',
      signed(),
      checkWith({ question: { ...question, nonce: 'another-nonce' } }),
    ],
    ['an old answer', 'ANSWER_STALE', signed(), checkWith({ now: Date.parse(AT) + 60_001 })],
    ['an answer of the future', 'ANSWER_STALE', signed(), checkWith({ now: Date.parse(AT) - 120_001 })],
  ])('refuses %s as %s', (_, code, text, check) => {
    expect(checkAnswer(text, check)).toEqual({ refusal: code });
  });
});
