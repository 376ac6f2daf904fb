// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { endorsementPolicy } from '../../topology';
import { FabricError } from '../fabricError';
import type { FabricPlace } from '../place';
import { adminOf, ordererOptions } from '../tools/admin';

/** What the channel agreed on. */
export interface Definition {
  readonly sequence: number;
  readonly version: string;
}

const definitionShape = z.object({ sequence: z.int(), version: z.string() });
const approvedShape = z.object({
  sequence: z.int(),
  source: z.object({ Type: z.object({ LocalPackage: z.object({ package_id: z.string() }).optional() }) }).optional(),
});
const installedShape = z.object({ installed_chaincodes: z.array(z.object({ package_id: z.string() })).optional() });

const named = ({ topology }: FabricPlace): string[] => ['-C', topology.channel, '-n', topology.chaincode.name];

const isAbsent = (error: unknown): boolean =>
  error instanceof FabricError && /not (been )?defined|could not fetch approved|not found/i.test(error.message);

async function answer<T>(question: Promise<string>, shape: z.ZodType<T>): Promise<T | undefined> {
  try {
    return shape.parse(JSON.parse(await question));
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

/** The definition that an organization's peer holds as committed; undefined where there is none. */
export function committedDefinition(place: FabricPlace, organization: string): Promise<Definition | undefined> {
  const admin = adminOf(place, organization);
  return answer(admin(['lifecycle', 'chaincode', 'querycommitted', ...named(place), '-O', 'json']), definitionShape);
}

/** The package that an organization approved last; undefined where it approved none. */
export async function approvedPackage(place: FabricPlace, organization: string): Promise<string | undefined> {
  const admin = adminOf(place, organization);
  const question = admin(['lifecycle', 'chaincode', 'queryapproved', ...named(place), '-O', 'json']);
  return (await answer(question, approvedShape))?.source?.Type.LocalPackage?.package_id;
}

/** Whether an organization's peer has installed a package. */
export async function hasInstalled(place: FabricPlace, organization: string, packageId: string): Promise<boolean> {
  const text = await adminOf(place, organization)(['lifecycle', 'chaincode', 'queryinstalled', '-O', 'json']);
  const { installed_chaincodes: installed = [] } = installedShape.parse(JSON.parse(text));
  return installed.some(({ package_id: one }) => one === packageId);
}

/** Options that name a definition: the same for whoever approves and for whoever commits. */
export function definitionOptions(place: FabricPlace, { sequence, version }: Definition): string[] {
  const policy = endorsementPolicy(place.topology);
  return [...named(place), '-v', version, '--sequence', String(sequence), '--signature-policy', policy];
}

/** Approves a definition for an organization, with the package that its peer runs for it. */
export async function approve(
  place: FabricPlace,
  organization: string,
  { packageId, ...definition }: Definition & { readonly packageId: string },
): Promise<void> {
  const options = [...ordererOptions(place, organization), ...definitionOptions(place, definition)];
  await adminOf(
    place,
    organization,
  )(['lifecycle', 'chaincode', 'approveformyorg', ...options, '--package-id', packageId]);
}
