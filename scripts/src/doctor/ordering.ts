// SPDX-License-Identifier: Apache-2.0
import { failed, well } from './finding';
import type { Finding } from './finding';
import { askOperations } from './operations';
import type { RegisterPlace } from './registerPlace';

const subject = 'ordering';
const LEADS = /^consensus_etcdraft_is_leader\{[^}]*\} 1$/m;

interface OrdererState {
  readonly isWell: boolean;
  readonly leads: boolean;
}

const stateOf = async (question: Omit<Parameters<typeof askOperations>[0], 'path'>): Promise<OrdererState> => {
  const [health, metrics] = await Promise.all([
    askOperations({ ...question, path: '/healthz' }),
    askOperations({ ...question, path: '/metrics' }),
  ]);
  return { isWell: health?.status === 200, leads: LEADS.test(metrics?.body ?? '') };
};

/** Raft needs more than half; BFT more than two thirds, which of four is three. */
const quorumOf = (type: string, count: number): number =>
  type === 'BFT' ? Math.ceil((2 * count + 1) / 3) : Math.floor(count / 2) + 1;

const findingOf = (states: readonly OrdererState[], type: string): Finding => {
  const isWell = states.filter((one) => one.isWell).length;
  const quorum = quorumOf(type, states.length);
  const counted = `${String(isWell)} of ${String(states.length)} orderers are well`;
  if (isWell < quorum) {
    const says = `${counted}; without ${String(quorum)} of them nothing is ordered`;
    return failed('channel', { subject, says, remedy: 'Start the others again with "npm run network:up".' });
  }
  if (type !== 'BFT' && !states.some(({ leads }) => leads)) {
    const remedy =
      'An election takes seconds. Where it does not end, see the orderers’ logs: they do not reach each other.';
    return failed('channel', { subject, says: `${counted}, but none of them leads`, remedy });
  }
  return well('channel', { subject, says: `${counted}, ${type === 'BFT' ? 'BFT' : 'one of them leads'}` });
};

/** Whether real orderers can order: enough of them, and by Raft one that leads. */
export const checkOrdering = async ({ engine, topology, layout }: RegisterPlace): Promise<Finding[]> => {
  if (engine !== 'fabric') return [];
  const questions = topology.organizations.flatMap(({ name, orderers }) =>
    orderers.map(({ host, operationsPort: port }) => ({
      host,
      port,
      organization: name,
      identities: layout.identities,
    })),
  );
  return [findingOf(await Promise.all(questions.map(stateOf)), topology.consensus.type)];
};
