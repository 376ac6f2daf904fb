// SPDX-License-Identifier: Apache-2.0
import { digestOf } from '@registry/chaincode/protocol';
import type { Institution, JsonObject } from '@registry/chaincode/protocol';
import { LedgerRefusal } from '@registry/gateway';
import type { Founding } from '@registry/network';
import { admitEndorsers, adoptEndorsers } from './endorsers';
import { submit } from './foundingRun';
import type { FoundingRun } from './foundingRun';

/** One record to be put on the ledger, as its contract takes it. */
interface Item {
  readonly contract: 'institution' | 'profile' | 'calendar';
  readonly name: string;
  /** What identifies the record in `read` and `approve`. */
  readonly id: JsonObject;
  /** The body of `propose`. */
  readonly body: JsonObject;
  readonly content: JsonObject;
}

interface Standing {
  readonly hash: string;
  readonly approval: 'PROPOSED' | 'APPROVED';
  /** Of a rule profile: the version, and the one that waits to supersede it. */
  readonly profile?: { readonly version: number };
  readonly next?: { readonly hash: string };
}

/** A checked record as plain JSON, without the properties that are there but undefined. */
const plain = (value: object): JsonObject => JSON.parse(JSON.stringify(value)) as JsonObject;

const standing = async ({ ledger, officers }: FoundingRun, item: Item): Promise<Standing | undefined> => {
  try {
    const call = { identity: officers.proposer, contract: item.contract, transaction: 'read', request: item.id };
    return (await ledger.evaluate(call)) as unknown as Standing;
  } catch (error) {
    if (error instanceof LedgerRefusal && error.refusal.code === 'NOT_FOUND') return undefined;
    throw error;
  }
};

type Doing = 'nothing' | 'approve' | 'propose and approve' | 'give up';

/** Of a rule profile the later version counts, be it the ledger's or that of the founding data. */
const doingAboutVersions = ({ content }: Item, { approval, profile }: Standing): Doing => {
  const here = content['version'];
  if (approval === 'PROPOSED' || profile === undefined || typeof here !== 'number') return 'give up';
  if (profile.version === here) return 'give up';
  return profile.version > here ? 'nothing' : 'propose and approve';
};

const doingAbout = (item: Item, before: Standing | undefined): Doing => {
  const hash = digestOf(item.content);
  if (before === undefined) return 'propose and approve';
  if (before.hash === hash) return before.approval === 'APPROVED' ? 'nothing' : 'approve';
  return before.next?.hash === hash ? 'approve' : doingAboutVersions(item, before);
};

/** @throws Error where the ledger holds something else than the founding data say: that is for the supervisor to settle. */
const settle = async (run: FoundingRun, item: Item): Promise<void> => {
  const doing = doingAbout(item, await standing(run, item));
  if (doing === 'nothing') return;
  const { contract } = item;
  if (doing === 'give up') {
    throw new Error(`The ledger holds another ${contract} ${item.name} than the founding data describe.`);
  }
  if (doing === 'propose and approve') await submit(run, { contract, transaction: 'propose', request: item.body });
  const request = { ...item.id, hash: digestOf(item.content) };
  await submit(run, { contract, transaction: 'approve', request });
  run.say(`${contract} ${item.name} proposed and approved`);
};

const institutionItem = (institution: Institution): Item => ({
  contract: 'institution',
  name: institution.name,
  id: { uscc: institution.uscc },
  body: plain({ institution }),
  content: plain(institution),
});

const items = ({ institutions, calendars, profiles }: Founding): Item[] => [
  ...calendars.map((calendar) => ({
    contract: 'calendar' as const,
    name: calendar.calendarId,
    id: { calendarId: calendar.calendarId },
    body: plain({ calendar }),
    content: plain(calendar),
  })),
  ...profiles.map((profile) => ({
    contract: 'profile' as const,
    name: profile.profileId,
    id: { profileId: profile.profileId },
    body: plain({ profile }),
    content: plain(profile),
  })),
  ...institutions.map(institutionItem),
];

const foundSupervisor = async (run: FoundingRun, supervisor: Institution): Promise<void> => {
  if (await standing(run, institutionItem(supervisor))) return;
  const request = plain({ institution: supervisor, endorsers: run.founding.endorsers });
  await submit(run, { contract: 'institution', transaction: 'found', request });
  run.say(`register founded by ${supervisor.name}`);
};

/**
 * Puts on the ledger what a register begins with: its supervisor, then calendars, rule profiles and institutions, each
 * proposed by one officer and approved by another. What stands there already is left alone, so it may be run again.
 * @throws LedgerRefusal as the ledger refuses; Error where the ledger holds something else under the same name
 */
export const found = async (run: FoundingRun): Promise<void> => {
  const [supervisor, ...institutions] = run.founding.institutions;
  if (!supervisor) throw new Error('The founding data name no supervisor.');
  await foundSupervisor(run, supervisor);
  await admitEndorsers(run, supervisor.uscc);
  for (const item of items({ ...run.founding, institutions })) await settle(run, item);
  await adoptEndorsers(run);
};
