// SPDX-License-Identifier: Apache-2.0
import { buildApplication } from '@registry/scripts/demo/filing';
import { storeMaterials } from '@registry/scripts/demo/intake';
import { openSession, readUsers } from '@registry/scripts/rest/logIn';
import { newRestClient } from '@registry/scripts/rest/restClient';
import type { RunningGateway } from '@registry/scripts/system/startSystem';
import { TEST_PROFILE } from '../system';
import type { TestSystem } from '../system';
import type { Access } from './batch';
import type { Workplace } from './clients';

const accessOf = async ({ url, usersFile }: RunningGateway, username: string): Promise<Access> => {
  const user = (await readUsers(usersFile)).find((one) => one.username === username)!;
  return { url, token: await openSession(url, user) };
};

/** Prepares a registry for clients: logs its people in, and hands in the materials that all filings name. */
export const openWorkplace = async (register: TestSystem, registry: string): Promise<Workplace> => {
  const gateway = register.system.gateways.find(({ organization }) => organization.name === registry)!;
  const access = await accessOf(gateway, `${registry}-applicant-2`);
  const staff = await accessOf(gateway, `${registry}-acceptance-1`);
  const applicant = newRestClient(access.url, access.token);
  const example = await register.newCase(registry);
  const materials = await storeMaterials(example, applicant);
  return {
    registry,
    access,
    applicant,
    acceptance: newRestClient(staff.url, staff.token),
    form: buildApplication(example.dossier, materials, { profileId: TEST_PROFILE }),
    waiting: [],
  };
};
