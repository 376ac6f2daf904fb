// SPDX-License-Identifier: Apache-2.0
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FabricPlace } from '../place';
import { adminOf, firstPeers, ordererOptions } from '../tools/admin';
import { runTool } from '../tools/runTool';

/** A channel's configuration as configtxlator shows it. */
export interface ChannelConfig {
  readonly channel_group: { readonly groups: { readonly Application: { readonly groups: Record<string, unknown> } } };
}

interface Files {
  readonly path: (name: string) => string;
  readonly translate: (...parameters: string[]) => Promise<string>;
}

/** Turns protobuf files into JSON and back, in the folder for updates. */
function filesOf({ layout, binaries }: FabricPlace): Files {
  return {
    path: (name) => join(layout.updates, name),
    translate: (...parameters) => runTool({ program: binaries.paths.configtxlator, parameters }),
  };
}

async function decode({ path, translate }: Files, type: string, file: string): Promise<unknown> {
  const output = path(`${file}.json`);
  await translate('proto_decode', '--type', type, '--input', path(file), '--output', output);
  return JSON.parse(readFileSync(output, 'utf8'));
}

async function encode({ path, translate }: Files, type: string, file: string, value: unknown): Promise<void> {
  const input = path(`${file}.json`);
  writeFileSync(input, JSON.stringify(value));
  await translate('proto_encode', '--type', type, '--input', input, '--output', path(file));
}

async function presentConfig(place: FabricPlace, files: Files, organization: string): Promise<ChannelConfig> {
  const { channel } = place.topology;
  const block = files.path('present.block');
  await adminOf(
    place,
    organization,
  )(['channel', 'fetch', 'config', block, '-c', channel, ...ordererOptions(place, organization)]);
  const decoded = (await decode(files, 'common.Block', 'present.block')) as {
    data: { data: { payload: { data: { config: ChannelConfig } } }[] };
  };
  const [envelope] = decoded.data.data;
  if (envelope === undefined) throw new Error('The configuration block is empty');
  return envelope.payload.data.config;
}

/** The envelope of an update that leads from one configuration to another. */
async function writeUpdate(
  place: FabricPlace,
  files: Files,
  wanted: ChannelConfig,
  present: ChannelConfig,
): Promise<string> {
  const { channel } = place.topology;
  await encode(files, 'common.Config', 'present.pb', present);
  await encode(files, 'common.Config', 'wanted.pb', wanted);
  const [original, updated, output] = ['present.pb', 'wanted.pb', 'update.pb'].map(files.path) as [
    string,
    string,
    string,
  ];
  await files.translate(
    'compute_update',
    '--channel_id',
    channel,
    '--original',
    original,
    '--updated',
    updated,
    '--output',
    output,
  );
  const update = await decode(files, 'common.ConfigUpdate', 'update.pb');
  const payload = { header: { channel_header: { channel_id: channel, type: 2 } }, data: { config_update: update } };
  await encode(files, 'common.Envelope', 'envelope.pb', { payload });
  return files.path('envelope.pb');
}

/**
 * Changes the channel's configuration: a majority of the organizations' administrators sign, each its own.
 *
 * @param change - gives the configuration that is wanted; undefined where it stands already
 * @throws FabricError TOOL_FAILED
 */
export async function updateChannel(
  place: FabricPlace,
  change: (config: ChannelConfig) => ChannelConfig | undefined,
): Promise<void> {
  const files = filesOf(place);
  const signers = firstPeers(place).map(({ organization }) => organization.name);
  const needed = Math.floor(place.topology.organizations.length / 2) + 1;
  const [submitter = '', ...others] = signers;
  const present = await presentConfig(place, files, submitter);
  const wanted = change(present);
  if (wanted === undefined) return;
  const envelope = await writeUpdate(place, files, wanted, present);
  for (const signer of others.slice(0, needed - 1))
    await adminOf(place, signer)(['channel', 'signconfigtx', '-f', envelope]);
  // Whoever sends it signs it too.
  const options = ['-f', envelope, '-c', place.topology.channel, ...ordererOptions(place, submitter)];
  await adminOf(place, submitter)(['channel', 'update', ...options]);
}
