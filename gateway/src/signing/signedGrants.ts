// SPDX-License-Identifier: Apache-2.0
import { setTimeout as delay } from 'node:timers/promises';
import type { CertificateSignatures, GrantPreparation, JsonObject } from '@registry/chaincode/protocol';
import { GatewayError } from '../http/gatewayError';
import { LedgerRefusal } from '../ledger/errors';
import type { Call, Committed, LedgerPort } from '../ledger/port';
import { backOff, MAX_TRANSACTIONS } from '../ledger/retry';
import { signStatement } from './privateKeys';
import type { HeldKeys, RegistryKeys } from './registryKeys';

type Ledger = Pick<LedgerPort, 'evaluate' | 'submit' | 'transaction'>;
type Keys = Pick<RegistryKeys, 'held' | 'putNext'>;
type Signatures = readonly (readonly [caseId: string, CertificateSignatures])[];

interface Grant {
  /** The transaction that says what is to be signed. */
  readonly preparation: string;
  readonly signed: (request: JsonObject, signatures: Signatures) => JsonObject;
}

const GRANTS: Readonly<Record<string, Grant>> = {
  grant: {
    preparation: 'prepareGrant',
    signed: (request, signatures) => ({ ...request, ...(signatures[0] && { signatures: signatures[0][1] }) }),
  },
  grantBatch: {
    preparation: 'prepareGrantBatch',
    signed: (request, signatures) => ({ ...request, signatures: Object.fromEntries(signatures) }),
  },
};

/** What the ledger says where a number was given, or a key set replaced, after the preparation. */
const OVERTAKEN: readonly string[] = ['SIGNATURE_WRONG', 'KEYS_NOT_IN_FORCE', 'CERTIFICATE_NOT_SIGNED'];

const isOvertaken = (error: unknown): boolean =>
  error instanceof LedgerRefusal && OVERTAKEN.includes(error.refusal.code);

/** Where the ledger refuses to prepare, it will say so to the grant too, or answer it as it did before. */
async function prepare(ledger: Ledger, call: Call, { preparation }: Grant): Promise<GrantPreparation | undefined> {
  try {
    return (await ledger.evaluate({ ...call, transaction: preparation })) as unknown as GrantPreparation;
  } catch (error) {
    if (error instanceof LedgerRefusal) return undefined;
    throw error;
  }
}

const sign = ({ place, statements }: GrantPreparation, held: HeldKeys): Signatures =>
  statements.map(({ caseId, statement }) => [caseId, signStatement({ place, statement }, held)]);

const heldFor = async (keys: Keys, { keys: version }: GrantPreparation): Promise<HeldKeys | undefined> =>
  version === undefined ? undefined : keys.held(version);

/**
 * The request with its signatures; as it is where nothing would be granted. Keys are made where there are none in force.
 * Those in force that lie elsewhere are left: two gateways would replace each other's in turn.
 *
 * @throws GatewayError KEYS_NOT_HELD
 */
async function withSignatures(parts: { ledger: Ledger; keys: Keys }, call: Call, grant: Grant): Promise<Call> {
  const { ledger, keys } = parts;
  const first = await prepare(ledger, call, grant);
  if (first === undefined || first.statements.length === 0) return call;
  const known = await heldFor(keys, first);
  if (known) return { ...call, request: grant.signed(call.request as JsonObject, sign(first, known)) };
  if (first.keys !== undefined) throw new GatewayError('KEYS_NOT_HELD', { keys: first.keys });
  await keys.putNext();
  const second = await prepare(ledger, call, grant);
  const held = second && (await heldFor(keys, second));
  return second && held ? { ...call, request: grant.signed(call.request as JsonObject, sign(second, held)) } : call;
}

async function submitGrant(parts: { ledger: Ledger; keys: Keys }, call: Call, grant: Grant): Promise<Committed> {
  for (let attempt = 1; ; attempt += 1) {
    const signed = await withSignatures(parts, call, grant);
    try {
      return await parts.ledger.submit(signed);
    } catch (error) {
      if (!isOvertaken(error) || attempt >= MAX_TRANSACTIONS) throw error;
      await delay(backOff(attempt));
    }
  }
}

/** A ledger on which every grant bears the registry's signatures: it is prepared, signed, and only then submitted. */
export function withSignedGrants(ledger: Ledger, keys: Keys): Pick<LedgerPort, 'submit' | 'transaction'> {
  return {
    submit: (call) => {
      const grant = call.contract === 'application' ? GRANTS[call.transaction] : undefined;
      return grant ? submitGrant({ ledger, keys }, call, grant) : ledger.submit(call);
    },
    transaction: (identity, transactionId) => ledger.transaction(identity, transactionId),
  };
}
