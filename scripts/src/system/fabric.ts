// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { Topology } from '@registry/network';
import type { Layout } from './layout';

const START_IT = 'Start it with "npm run network:up" first.';

/**
 * The topology that a Fabric network was started with, and what has joined it since.
 * @throws Error where no network was started in the data folder
 */
export const fabricTopologyFile = ({ network, connectionFile }: Layout): string => {
  const file = join(network, 'topology.json');
  if (existsSync(file) && existsSync(connectionFile)) return file;
  throw new Error(`There is no Fabric network in ${network}. ${START_IT}`);
};

const listens = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port });
    const answer = (isOpen: boolean) => (): void => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.once('connect', answer(true));
    socket.once('error', answer(false));
  });

/** @throws Error naming the peers that gateways and founding need and that do not listen */
export const fabricReady = async ({ network }: Layout, { organizations }: Topology): Promise<void> => {
  const peers = organizations.flatMap(({ name, peers }) =>
    peers.map((peer) => ({ ...peer, name: `${peer.name}.${name}` })),
  );
  const open = await Promise.all(peers.map(({ host, port }) => listens(host, port)));
  const closed = peers.filter((_, index) => !open[index]).map(({ name }) => name);
  if (closed.length === 0) return;
  throw new Error(`Of the Fabric network in ${network} there do not listen: ${closed.join(', ')}. ${START_IT}`);
};
