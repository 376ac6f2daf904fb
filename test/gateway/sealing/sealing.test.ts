// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';
import {
  canonicalJson,
  sealed as sealedSchema,
  verifyCommitment,
  type JsonObject,
  type JsonValue,
} from '@registry/chaincode/protocol';
import fc from 'fast-check';
import type { Database } from '../../../gateway/src/database/openDatabase';
import { CommitUnknown, LedgerUnavailable } from '../../../gateway/src/ledger/errors';
import type { Call, Committed, LedgerPort, TransactionFate } from '../../../gateway/src/ledger/port';
import type { ClearCommand, Sealing } from '../../../gateway/src/sealing/port';
import { seal } from '../../../gateway/src/sealing/seal';
import { newSealing } from '../../../gateway/src/sealing/sealing';
import { newKeyring } from '../../../gateway/src/vault/keyring';
import { callerNamed } from '../../support/callers';
import { databaseKinds } from '../../support/databases';

const form = { caseId: 'c', filing: { applicants: [{ phone: '13800000000', name: '公司' }], watermark: { a: 1 } } };
const pointers = ['/filing/applicants/0/phone', '/filing/watermark'];

describe('A sealed form', () => {
  it('keeps the form but for the sealed values, whose openings fit', () => {
    const { sealed, openings } = seal(form, pointers);
    const filing = sealed['filing'] as unknown as {
      applicants: { phone: JsonValue; name: string }[];
      watermark: JsonValue;
    };
    expect(filing.applicants[0]!.name).toBe('公司');
    const values = [filing.applicants[0]!.phone, filing.watermark];
    openings.forEach(({ label, salt, value }, index) => {
      const { commitment } = sealedSchema.parse(values[index]);
      expect(label).toBe(pointers[index]);
      expect(verifyCommitment({ label, salt, value }, commitment as never)).toBe(true);
    });
    expect(JSON.stringify(sealed)).not.toContain('13800000000');
    expect(form.filing.watermark).toEqual({ a: 1 });
  });

  it('never has the same salt twice', () => {
    const salts = Array.from({ length: 100 }, () => seal(form, pointers).openings.map(({ salt }) => salt)).flat();
    expect(new Set(salts).size).toBe(200);
  });

  it('finds every place that a pointer can name, strange keys too', () => {
    fc.assert(
      fc.property(
        fc.string().filter((key) => key !== '__proto__'),
        (key) => {
          const pointer = `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
          const { openings } = seal({ [key]: 'value', other: 1 }, [pointer]);
          expect(openings[0]).toMatchObject({ label: pointer, value: key === 'other' ? 1 : 'value' });
        },
      ),
    );
  });

  it.each(['/filing/nothing', '/filing/applicants/1', '/filing/applicants/length', '/caseId/x', '/constructor'])(
    'is refused where the pointer %s leads nowhere',
    (pointer) => {
      expect(() => seal(form, [pointer])).toThrow(RangeError);
    },
  );
});

/** A ledger that does what a test says, and remembers what it was sent. */
class Script implements Pick<LedgerPort, 'submit' | 'transaction'> {
  readonly sent: Call[] = [];
  outcomes: (Committed | Error)[] = [];
  fate: TransactionFate | undefined;

  submit(call: Call): Promise<Committed> {
    this.sent.push(call);
    const outcome = this.outcomes.shift() ?? { answer: {}, transactionId: 'aa', blockNumber: 7 };
    return outcome instanceof Error ? Promise.reject(outcome) : Promise.resolve(outcome);
  }

  transaction(): Promise<TransactionFate | undefined> {
    return Promise.resolve(this.fate);
  }
}

const kinds = databaseKinds();
afterAll(async () => {
  for (const kind of kinds) await kind.close();
});

describe.each(kinds)('A sealed command on $name', (kind) => {
  let database: Database;
  let ledger: Script;
  let sealing: Sealing;
  let command: ClearCommand;

  beforeAll(async () => {
    database = await kind.openMigrated();
  });
  beforeEach(async () => {
    for (const table of ['openings', 'command_requests'] as const) await database.deleteFrom(table).execute();
    ledger = new Script();
    sealing = newSealing({ database, ledger, keyring: newKeyring(randomBytes(32)) });
    const caller = await callerNamed('zhengzhou-applicant-1');
    command = {
      ...{ caller, form: form, pointers, contract: 'application', transaction: 'submit' },
      idempotencyKey: 'a-key-of-mine',
    };
  });

  it('reaches the ledger sealed, with its key, and its openings are kept encrypted', async () => {
    await sealing.submitSealed(command);
    expect(ledger.sent[0]).toMatchObject({ contract: 'application', transaction: 'submit' });
    expect(ledger.sent[0]?.request).toMatchObject({ idempotencyKey: 'a-key-of-mine', caseId: 'c' });
    const rows = [
      await database.selectFrom('openings').selectAll().execute(),
      await database.selectFrom('command_requests').selectAll().execute(),
    ];
    expect(rows[0]).toHaveLength(2);
    expect(JSON.stringify(rows)).not.toContain('13800000000');
  });

  it('is revealed to whoever may see it, but only what this gateway sealed', async () => {
    await sealing.submitSealed(command);
    const { idempotencyKey, ...request } = ledger.sent[0]?.request as JsonObject;
    const foreign = { commitment: { sha256: 'f'.repeat(64), sm3: 'e'.repeat(64) } };
    expect(idempotencyKey).toBe('a-key-of-mine');
    expect(await sealing.reveal([request, foreign, null, 7])).toEqual([form, foreign, null, 7]);
  });

  it('sent again with the same key goes out with the same salts', async () => {
    await sealing.submitSealed(command);
    await sealing.submitSealed(command);
    expect(ledger.sent[1]?.request).toEqual(ledger.sent[0]?.request);
    expect(await database.selectFrom('openings').selectAll().execute()).toHaveLength(2);
  });

  it('sent many times at once goes out with one set of salts', async () => {
    await Promise.all(Array.from({ length: 8 }, () => sealing.submitSealed(command)));
    expect(new Set(ledger.sent.map(({ request }) => canonicalJson(request))).size).toBe(1);
  });

  it.each([
    ['another form', { form: { ...form, caseId: 'd' } as unknown as JsonObject }],
    ['another transaction', { transaction: 'accept' }],
  ])('with the same key but %s is refused and not sent', async (_what, change) => {
    await sealing.submitSealed(command);
    await expect(sealing.submitSealed({ ...command, ...change })).rejects.toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
    expect(ledger.sent).toHaveLength(1);
  });

  it('does not meet the keys of other people', async () => {
    const caller = await callerNamed('zhengzhou-applicant-2');
    await sealing.submitSealed(command);
    await sealing.submitSealed({ ...command, caller });
    expect(ledger.sent[1]?.request).not.toEqual(ledger.sent[0]?.request);
  });

  it('can be sent again after the ledger was away', async () => {
    ledger.outcomes = [new LedgerUnavailable({ reason: 'UNAVAILABLE' })];
    await expect(sealing.submitSealed(command)).rejects.toThrow(LedgerUnavailable);
    await expect(sealing.submitSealed(command)).resolves.toMatchObject({ blockNumber: 7 });
  });

  describe('whose commit is unknown', () => {
    const transactionId = 'cd'.repeat(32);
    beforeEach(async () => {
      ledger.outcomes = [new CommitUnknown({ transactionId })];
      await expect(sealing.submitSealed(command)).rejects.toThrow(CommitUnknown);
    });

    it('is not sent again while its fate is open', async () => {
      await expect(sealing.submitSealed(command)).rejects.toMatchObject({ transactionId });
      expect(ledger.sent).toHaveLength(1);
    });

    it('is asked for by the same key once its fate is known', async () => {
      ledger.fate = { validationCode: 'VALID', blockNumber: 9 };
      await expect(sealing.submitSealed(command)).resolves.toMatchObject({ blockNumber: 7 });
      ledger.fate = undefined;
      await expect(sealing.submitSealed(command)).resolves.toMatchObject({ blockNumber: 7 });
      expect(new Set(ledger.sent.map(({ request }) => canonicalJson(request))).size).toBe(1);
    });

    it('may be sent again once it must have been lost, still under its key', async () => {
      await database
        .updateTable('command_requests')
        .set({ unknown_since: new Date(Date.now() - 61_000) })
        .execute();
      await expect(sealing.submitSealed(command)).resolves.toMatchObject({ blockNumber: 7 });
    });
  });

  describe('as lines of a batch', () => {
    const transactionId = 'cd'.repeat(32);
    const lines = [1, 2, 3].map((line) => ({ line, form, pointers }));
    const sealAll = (): ReturnType<Sealing['sealLines']> => sealing.sealLines({ ...command, lines });
    const problems = async (): Promise<unknown[]> => (await sealAll()).map(({ problem }) => problem);

    it('have the same salts again, and say that they were here before', async () => {
      const [first] = await sealing.sealLines({ ...command, lines: lines.slice(0, 1) });
      const again = await sealAll();
      expect([first!.isRepeated, ...again.map(({ isRepeated }) => isRepeated)]).toEqual([false, true, false, false]);
      expect(again[0]!.form).toEqual(first!.form);
    });

    it('of a transaction whose fate is open wait, and no other line with them', async () => {
      await sealAll();
      await sealing.noteUnknownLines(command, [1, 3], transactionId);
      const [one, two, three] = await problems();
      expect([one, three]).toEqual([expect.any(CommitUnknown), expect.any(CommitUnknown)]);
      expect(one).toMatchObject({ transactionId });
      expect(two).toBeUndefined();
    });

    it('may be sent again once the fate is known', async () => {
      await sealAll();
      await sealing.noteUnknownLines(command, [1, 3], transactionId);
      ledger.fate = { validationCode: 'MVCC_READ_CONFLICT', blockNumber: 9 };
      expect(await problems()).toEqual([undefined, undefined, undefined]);
      ledger.fate = undefined;
      expect(await problems()).toEqual([undefined, undefined, undefined]);
    });

    it('wait where the ledger cannot be asked, and say why', async () => {
      await sealAll();
      await sealing.noteUnknownLines(command, [2], transactionId);
      ledger.transaction = () => Promise.reject(new LedgerUnavailable({ reason: 'UNAVAILABLE' }));
      expect(await problems()).toEqual([undefined, expect.any(LedgerUnavailable), undefined]);
    });
  });
});
