// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { openStore } from '../../../network/src/embedded/ledger/store/openStore';
import type { ReadView } from '../../../network/src/embedded/ledger/types';
import type { Chain } from './chain';
import { openPeerState, type PeerPlace } from './peerState';

/** What stands under a key: value, metadata such as its endorsement policy, last writer, and all writers ever. */
export interface KeyState {
  readonly value: string;
  readonly metadata: string;
  readonly writer: string;
  readonly history: readonly string[];
}

/** By namespace and key with a blank between. */
export type States = ReadonlyMap<string, KeyState>;

const NOTHING = { value: 'absent', metadata: '', writer: '' };

const splitKey = (name: string): [string, string] => {
  const at = name.indexOf(' ');
  return [name.slice(0, at), name.slice(at + 1)];
};

async function historyIn(view: ReadView, name: string, { writerAt }: Chain): Promise<string[]> {
  const history: string[] = [];
  for await (const { block, tx } of view.history(...splitKey(name))) history.unshift(writerAt(block, tx));
  return history;
}

/** The keys of a namespace in the store, beside those that the chain named. */
async function keysIn(view: ReadView, namespace: string): Promise<string[]> {
  const cursor = view.range(namespace, '', '');
  const keys: string[] = [];
  for (let row = await cursor.next(); row; row = await cursor.next()) keys.push(`${namespace} ${row.key}`);
  await cursor.close();
  return keys;
}

function valueIn(view: ReadView, name: string, { writerAt }: Chain): Omit<KeyState, 'history'> {
  const entry = view.get(...splitKey(name));
  if (entry === undefined) return NOTHING;
  const { value, metadata, version } = entry;
  return {
    value: value.toString(),
    metadata: JSON.stringify(metadata.map(({ name: what, value: bytes }) => [what, bytes.toString('base64')])),
    writer: writerAt(version.block, version.tx),
  };
}

/**
 * What the embedded engine, now stopped, has on disk.
 *
 * @param namespace - the chaincode's
 */
export async function embeddedStates(dataDir: string, namespace: string, chain: Chain): Promise<States> {
  const store = await openStore(join(dataDir, 'ledger'));
  const view = store.snapshot();
  const names = new Set([...namesOf(chain, namespace), ...(await keysIn(view, namespace))]);
  const states = new Map<string, KeyState>();
  for (const name of names) {
    states.set(name, { ...valueIn(view, name, chain), history: await historyIn(view, name, chain) });
  }
  await view.close();
  await store.close();
  return states;
}

const namesOf = (chain: Chain, namespace: string): string[] =>
  [...chain.keys].filter((name) => name.startsWith(`${namespace} `));

/** What a real peer, now stopped, has in its databases. */
export async function peerStates(place: PeerPlace, chain: Chain): Promise<States> {
  const peer = await openPeerState(place);
  const states = new Map<string, KeyState>();
  const { values, histories } = peer;
  for (const name of new Set([...namesOf(chain, place.namespace), ...values.keys(), ...histories.keys()])) {
    const found = values.get(name);
    const value = found && { ...found, writer: chain.writerAt(found.block, found.tx) };
    const { value: text, metadata, writer } = value ?? NOTHING;
    const history = (histories.get(name) ?? []).map(({ block, tx }) => chain.writerAt(block, tx));
    states.set(name, { value: text, metadata, writer, history });
  }
  return states;
}
