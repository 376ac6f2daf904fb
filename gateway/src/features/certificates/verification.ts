// SPDX-License-Identifier: Apache-2.0
import { CARRIERS, CERTIFICATE_STATUSES, VERIFICATION_CODES } from '@registry/chaincode/protocol';
import type { Carrier } from '@registry/chaincode/protocol';
import { z } from 'zod';

/** What a check has looked at. */
const EXAMINED = [
  'ISSUER',
  'LEDGER_RECORD',
  'STATUS',
  'RECORD_DIGESTS',
  'THREE_SIGNATURES',
  'CREDENTIAL_SIGNATURE',
  'DISCLOSED_FIELDS',
  'EVERY_BYTE',
  'CODE_SIGNATURE',
] as const;
/** What it has not, and could not. */
const NOT_EXAMINED = ['THE_DATA', 'WITHHELD_FIELDS', 'PRINTED_WORDS', 'LEDGER_RECORD', 'EVERYTHING'] as const;
type Examined = (typeof EXAMINED)[number];
type NotExamined = (typeof NOT_EXAMINED)[number];

const OF_CARRIER: Readonly<Record<Carrier, readonly [examined: readonly Examined[], not: readonly NotExamined[]]>> = {
  FILE: [['RECORD_DIGESTS', 'THREE_SIGNATURES', 'CREDENTIAL_SIGNATURE', 'DISCLOSED_FIELDS'], []],
  PAPER: [['EVERY_BYTE', 'CODE_SIGNATURE'], []],
  CREDENTIAL: [['CREDENTIAL_SIGNATURE', 'DISCLOSED_FIELDS'], ['WITHHELD_FIELDS']],
  CODE: [['CODE_SIGNATURE'], ['PRINTED_WORDS']],
};

/** How far a check came. */
export interface Reach {
  readonly isReadable: boolean;
  /** Whether the ledger has a certificate of that number. */
  readonly isRecorded: boolean;
}

/** What was examined of a carrier, and what was not. Of what cannot even be read nothing was. */
export const scopeOf = (
  carrier: Carrier,
  { isReadable, isRecorded }: Reach,
): { readonly examined: readonly Examined[]; readonly notExamined: readonly NotExamined[] } => {
  if (!isReadable) return { examined: [], notExamined: ['EVERYTHING'] };
  const [examined, not] = OF_CARRIER[carrier];
  return isRecorded
    ? { examined: ['ISSUER', 'LEDGER_RECORD', 'STATUS', ...examined], notExamined: ['THE_DATA', ...not] }
    : { examined: ['ISSUER', ...examined], notExamined: ['THE_DATA', 'LEDGER_RECORD', ...not] };
};

/** The answer of a check, the same whatever was shown. */
export const verification = z.object({
  carrier: z.enum(CARRIERS).describe('What was shown: the file, the PDF, the credential or the code of a certificate'),
  number: z.string().optional().describe('Said by what was shown; absent where that could not be read'),
  matches: z.boolean().describe('Whether nothing is wrong with what was shown, and the ledger says the same'),
  findings: z
    .array(
      z.object({
        code: z.enum(VERIFICATION_CODES),
        place: z.string().describe('JSON pointer into a file, bytes of it, or what part of it'),
      }),
    )
    .describe('What is wrong with it by itself, or with whoever signed it'),
  differences: z
    .array(
      z.object({
        field: z.string(),
        shown: z.unknown().optional().describe('Absent where nothing was shown, or too much to be told again'),
        ledger: z.unknown().optional().describe('What the ledger says, which prevails'),
      }),
    )
    .describe('Where it says otherwise than the ledger'),
  withheld: z.array(z.string()).describe('Fields that were shown in the clear and stand on the ledger as commitments'),
  status: z.enum(CERTIFICATE_STATUSES).optional().describe('Of now; absent where the ledger has no such certificate'),
  examined: z.array(z.enum(EXAMINED)),
  notExamined: z.array(z.enum(NOT_EXAMINED)),
  checkedAt: z.string(),
  blockHeight: z.int(),
});
