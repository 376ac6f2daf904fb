// SPDX-License-Identifier: Apache-2.0
import { LedgerRefusal } from '@registry/gateway';
import { failed, idle, sentence, warning, well } from './finding';
import type { Finding } from './finding';
import { atPeerOf, peerOwners } from './peerLedger';
import type { RegisterPlace } from './registerPlace';

const REMEDY = {
  embedded: 'See the engine’s log; "npm run build" compiles the chaincode that it runs.',
  fabric: 'See the peer’s and its chaincode server’s logs; "npm run network:up" starts a server that ended.',
} as const;

const supervisorOf = ({ topology }: RegisterPlace): string =>
  topology.organizations.find(({ kind }) => kind === 'supervisor')?.uscc ?? '';

/** Reads the one record that every founded register has. */
const ask = async (place: RegisterPlace, organization: string): Promise<Finding> => {
  const subject = `the chaincode at ${organization}'s peer`;
  try {
    await atPeerOf(place, organization, async ({ ledger, person }) => {
      if (!person) throw new Error(`the topology names nobody of ${organization} who could ask`);
      const request = { uscc: supervisorOf(place) };
      await ledger.evaluate({ identity: person, contract: 'institution', transaction: 'read', request });
    });
    return well('chaincode', { subject, says: 'answers, and the register is founded' });
  } catch (error) {
    if (error instanceof LedgerRefusal && error.refusal.code === 'NOT_FOUND') {
      const remedy = `Found it with "${place.engine === 'fabric' ? 'npm run start:fabric' : 'npm start'}".`;
      return warning('chaincode', { subject, says: 'answers, but the register is not founded', remedy });
    }
    const says = `does not answer: ${sentence(error)}`;
    return failed('chaincode', { subject, says, remedy: REMEDY[place.engine] });
  }
};

/** Whether the chaincode answers at each organization's own peer. */
export const checkChaincode = async (place: RegisterPlace, isRunning: boolean): Promise<Finding[]> => {
  if (!isRunning) return [idle('chaincode', { subject: 'the chaincode', says: 'cannot be asked while nothing runs' })];
  return Promise.all(peerOwners(place).map((organization) => ask(place, organization)));
};
