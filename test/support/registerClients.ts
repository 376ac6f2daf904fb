// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import type { Proposal } from '@hyperledger/fabric-gateway';
import { common } from '@hyperledger/fabric-protos';
import type { Founding, PeerConnections, Topology } from '@registry/network';
import { digestOf } from '../../chaincode/src/protocol/digest';
import type { JsonInputObject } from '../../chaincode/src/protocol/canonicalJson';
import type { CommandAnswer } from '../../chaincode/src/protocol/schemas/records';
import { openClient, readPerson, type LedgerClient } from './ledgerClient';

/** A running network of either engine. */
export interface RunningNetwork {
  readonly topology: Topology;
  readonly dataDir: string;
  readonly peers: PeerConnections;
  /** Whether its peers ask who connects. */
  readonly asksForTls: boolean;
}

export interface Sent {
  readonly answer: CommandAnswer;
  /** Fabric's validation code. */
  readonly code: number;
}

export interface Sending {
  readonly by: string;
  readonly transaction: string;
  readonly body: JsonInputObject;
  /** Whose endorsements are asked for, instead of those that the policies need. */
  readonly orgs?: string[];
}

/** Everybody in the topology as an unmodified fabric-gateway client of a running network. */
export interface RegisterClients {
  client(user: string): LedgerClient;
  /** A proposal with an idempotency key of its own. */
  propose(sending: Sending): Proposal;
  /** Endorses, submits, and waits for the block. */
  send(sending: Sending): Promise<Sent>;
  /** The number of blocks that the peer of a user's organization holds. */
  height(user: string): Promise<number>;
  evaluate(user: string, transaction: string, request: JsonInputObject): Promise<unknown>;
  /** Puts on the ledger what a register begins with, calendars apart. */
  found(founding: Founding): Promise<void>;
  close(): void;
}

const parse = (bytes: Uint8Array): unknown => JSON.parse(Buffer.from(bytes).toString('utf8'));

/** Opens clients as they are asked for; organizations without a peer use zhengzhou's. */
export function newRegisterClients(network: RunningNetwork): RegisterClients {
  const { topology, dataDir, peers } = network;
  const clients = new Map<string, LedgerClient>();
  let keys = 0;

  const open = (name: string): LedgerClient => {
    const user = topology.users.find((one) => one.name === name)!;
    const { mspId } = topology.organizations.find((one) => one.name === user.org)!;
    const door = peers[user.org] === undefined ? 'zhengzhou' : user.org;
    return openClient({
      connection: peers[door]!,
      person: readPerson(dataDir, user.org, name, mspId),
      channel: topology.channel,
      chaincode: topology.chaincode.name,
      ...(network.asksForTls && { tlsFolder: join(dataDir, 'identities', door, 'users', 'admin', 'tls') }),
    });
  };
  const client = (name: string): LedgerClient => {
    const found = clients.get(name) ?? open(name);
    clients.set(name, found);
    return found;
  };
  const propose = ({ by, transaction, body, orgs }: Sending): Proposal => {
    keys += 1;
    const request = JSON.stringify({ idempotencyKey: `key-${String(keys).padStart(8, '0')}`, ...body });
    const options = { arguments: [request], ...(orgs !== undefined && { endorsingOrganizations: orgs }) };
    return client(by).contract.newProposal(transaction, options);
  };
  const send = async (sending: Sending): Promise<Sent> => {
    const endorsed = await propose(sending).endorse();
    const { code } = await (await endorsed.submit()).getStatus();
    return { answer: parse(endorsed.getResult()) as CommandAnswer, code };
  };
  const approve = async (kind: string, content: JsonInputObject, id: JsonInputObject): Promise<void> => {
    await send({ by: 'supervisor-officer-1', transaction: `${kind}:propose`, body: { [kind]: content } });
    const body = { ...id, hash: digestOf(content) };
    await send({ by: 'supervisor-officer-2', transaction: `${kind}:approve`, body });
  };
  return {
    client,
    propose,
    send,
    height: async (user) => {
      const qscc = client(user).network.getContract('qscc');
      const info = await qscc.evaluateTransaction('GetChainInfo', topology.channel);
      return common.BlockchainInfo.deserializeBinary(info).getHeight();
    },
    evaluate: async (user, transaction, request) =>
      parse(await client(user).contract.evaluateTransaction(transaction, JSON.stringify(request))),
    found: async ({ institutions: [supervisor, ...others], endorsers, profiles }) => {
      const body = { institution: supervisor!, endorsers };
      await send({ by: 'supervisor-officer-1', transaction: 'institution:found', body });
      for (const one of others) await approve('institution', one, { uscc: one.uscc });
      for (const one of profiles) await approve('profile', one, { profileId: one.profileId });
    },
    close: () => {
      for (const one of clients.values()) one.close();
    },
  };
}
