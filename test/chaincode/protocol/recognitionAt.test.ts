// SPDX-License-Identifier: Apache-2.0
import { recognitionAt } from '../../../chaincode/src/protocol/recognitionAt';
import type { RecognitionRecord } from '../../../chaincode/src/protocol/schemas/recognition';

const AT = '2026-10-01T00:00:00.000Z';
const [EARLIER, LATER, MUCH_LATER] = [
  '2026-09-20T00:00:00.000Z',
  '2026-10-20T00:00:00.000Z',
  '2029-01-01T00:00:00.000Z',
];
type Source = Parameters<typeof recognitionAt>[1];
const source = (more: object = {}): Source => ({
  status: 'VALID',
  validUntil: MUCH_LATER,
  lastEventAt: EARLIER,
  ...more,
});
const recognition = (state: string, more: object = {}): RecognitionRecord =>
  ({ state, decision: { outcome: 'CONDITIONAL', validUntil: MUCH_LATER, ...more } }) as unknown as RecognitionRecord;
const standing = (since: string, until?: string): object => ({ standing: { since, ...(until && { until }) } });

describe('what a recognition is worth', () => {
  it.each([
    ['nothing before it is decided', { state: 'VERIFIED' }, source(), { state: 'VERIFIED' }],
    ['nothing once refused', { state: 'REFUSED', decision: {} }, source(), { state: 'REFUSED' }],
    ['nothing once ended', recognition('ENDED'), source(), { state: 'ENDED' }],
    ['what was decided', recognition('CONDITIONAL'), source(), { state: 'CONDITIONAL' }],
    [
      'nothing while its source is suspended',
      recognition('CONDITIONAL'),
      source({ status: 'SUSPENDED', ...standing(EARLIER, LATER) }),
      { state: 'SUSPENDED', cause: 'SOURCE_STATUS', since: EARLIER },
    ],
    [
      'what was decided once a suspension is over by time',
      recognition('SUSPENDED'),
      source({ status: 'SUSPENDED', ...standing('2026-09-01T00:00:00.000Z', EARLIER) }),
      { state: 'CONDITIONAL', cause: 'SOURCE_RESTORED', since: EARLIER },
    ],
    [
      'what was decided once the source is restored',
      recognition('SUSPENDED'),
      source(),
      { state: 'CONDITIONAL', cause: 'SOURCE_RESTORED', since: EARLIER },
    ],
    [
      'nothing after a revocation',
      recognition('SUSPENDED'),
      source({ status: 'REVOKED', ...standing(EARLIER) }),
      { state: 'ENDED', cause: 'SOURCE_STATUS', since: EARLIER },
    ],
    [
      'nothing after the source was superseded',
      recognition('CONDITIONAL'),
      source({ status: 'SUPERSEDED' }),
      { state: 'ENDED', cause: 'SOURCE_STATUS', since: EARLIER },
    ],
    [
      'nothing after the source has expired',
      recognition('CONDITIONAL'),
      source({ validUntil: AT }),
      { state: 'ENDED', cause: 'SOURCE_EXPIRED', since: AT },
    ],
    [
      'nothing after its own period',
      recognition('CONDITIONAL', { validUntil: EARLIER }),
      source(),
      { state: 'ENDED', cause: 'PERIOD_OVER', since: EARLIER },
    ],
  ] as const)('%s', (_, record, of, expected) => {
    expect(recognitionAt(record as RecognitionRecord, of, AT)).toEqual(expected);
  });
});
