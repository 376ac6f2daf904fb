// SPDX-License-Identifier: Apache-2.0
import type { Topology } from '@registry/network';
import { logIn } from '../rest/logIn';
import type { UserEntry } from '../rest/logIn';
import type { RestAnswer, RestClient } from '../rest/restClient';

/** A gateway as the demonstration reaches it. */
export interface GatewayDoor {
  readonly name: string;
  readonly url: string;
  readonly users: readonly UserEntry[];
}

/** The people of a case at work at one gateway: each logs in once, with a session of their own. */
export interface Desk {
  person(username: string): Promise<RestClient>;
  /** The staff of the registry with that role, the first unless another is asked for. */
  staff(role: string, index?: number): Promise<RestClient>;
  staffNo(role: string, index?: number): string;
  /** User name of an agency's expert. */
  expertOf(uscc: string): string;
  /** The first agency, for whoever may choose one. */
  readonly agency: { readonly uscc: string };
  /** Name of an agency. */
  agencyNamed(uscc: string): string;
}

/** An answer other than the one that a step needs. */
export class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer';
  constructor(step: string, { status, body }: RestAnswer) {
    super(`${step}: ${String(status)} ${JSON.stringify(body)}`);
  }
}

const found = <T>(value: T | undefined, what: string): T => {
  if (value === undefined) throw new Error(`The topology has no ${what}.`);
  return value;
};

export const openDesk = (topology: Topology, door: GatewayDoor): Desk => {
  const sessions = new Map<string, Promise<RestClient>>();
  const person = (username: string): Promise<RestClient> => {
    const user = door.users.find((entry) => entry.username === username);
    const session = sessions.get(username) ?? logIn(door.url, found(user, `user ${username} at ${door.name}`));
    sessions.set(username, session);
    return session;
  };
  const staffUser = (role: string, index = 0): Topology['users'][number] =>
    found(topology.users.filter((user) => user.org === door.name && user.role === role)[index], `${role} ${index + 1}`);
  const members = topology.organizations.flatMap((one) => one.members);
  const expert = found(
    topology.users.find(({ role }) => role === 'agency'),
    'agency',
  );
  return {
    agency: { uscc: expert.uscc },
    person,
    staff: (role, index) => person(staffUser(role, index).name),
    staffNo: (role, index) => staffUser(role, index).staffNo,
    expertOf: (uscc) =>
      found(
        topology.users.find((user) => user.role === 'agency' && user.uscc === uscc),
        `expert of ${uscc}`,
      ).name,
    agencyNamed: (uscc) =>
      found(
        members.find((member) => member.uscc === uscc),
        `agency ${uscc}`,
      ).name,
  };
};
