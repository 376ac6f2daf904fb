// SPDX-License-Identifier: Apache-2.0
import { ConfigInvalid, describeSettings, readConfig } from '../../gateway/src/config';

const enough = {
  ORGANIZATION: 'zhengzhou',
  DATA_DIR: '/data/zhengzhou',
  TOPOLOGY_FILE: '/etc/topology.json',
  IDENTITIES_DIR: '/data/identities',
  CONNECTION_FILE: '/data/connection.json',
  KEK_FILE: '/keys/zhengzhou.kek',
};

const refusalOf = (env: NodeJS.ProcessEnv): ConfigInvalid => {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigInvalid) return error;
    throw error;
  }
  throw new Error('The settings were taken');
};

describe('The settings of a gateway', () => {
  it('are enough with the places that nobody can guess, and everything else has a safe preset', () => {
    expect(readConfig(enough)).toMatchObject({
      HTTP_HOST: '127.0.0.1',
      HTTP_PORT: 8410,
      LEDGER_CLIENT: 'fabric-gateway',
      MAX_JSON_BYTES: 1_048_576,
      MAX_MATERIAL_BYTES: 2_147_483_648,
      DATABASE_URL: undefined,
      TRUSTED_PROXIES: undefined,
    });
  });

  it('cannot be changed afterwards', () => {
    expect(Object.isFrozen(readConfig(enough))).toBe(true);
  });

  it('are refused all at once, each by name and with an example', () => {
    const refusal = refusalOf({ HTTP_PORT: '70000', LOG_LEVEL: 'loud', ORGANIZATION: 'Zhèngzhōu' });
    expect(refusal.settings).toEqual([
      'ORGANIZATION',
      'HTTP_PORT',
      'DATA_DIR',
      'TOPOLOGY_FILE',
      'IDENTITIES_DIR',
      'CONNECTION_FILE',
      'KEK_FILE',
      'LOG_LEVEL',
    ]);
    expect(refusal.message).toContain('KEK_FILE is missing (for example /');
  });

  it.each([
    ['another client library', { LEDGER_CLIENT: 'fabric-client' }, 'LEDGER_CLIENT'],
    ['a password in the database address', { DATABASE_URL: 'postgres://me:secret@db/x' }, 'DATABASE_URL'],
    ['a database that is not PostgreSQL', { DATABASE_URL: 'mysql://db/x' }, 'DATABASE_URL'],
    ['a relative folder', { DATA_DIR: 'data' }, 'DATA_DIR'],
    ['a proxy by name', { TRUSTED_PROXIES: 'proxy.example.cn' }, 'TRUSTED_PROXIES'],
    ['a host name to listen on', { HTTP_HOST: 'example.cn' }, 'HTTP_HOST'],
    ['a number with a unit', { SESSION_HOURS: '8h' }, 'SESSION_HOURS'],
    ['no place for a file at all', { MAX_MATERIAL_BYTES: '0' }, 'MAX_MATERIAL_BYTES'],
  ])('refuse %s', (_what, change, name) => {
    expect(refusalOf({ ...enough, ...change }).settings).toEqual([name]);
  });

  it('never tell a secret in a refusal', () => {
    expect(refusalOf({ ...enough, DATABASE_URL: 'postgres://me:hunter2@db/x' }).message).not.toContain('hunter2');
  });

  it('take an empty variable for an absent one', () => {
    expect(readConfig({ ...enough, DATABASE_URL: '', HTTP_PORT: '' }).HTTP_PORT).toBe(8410);
  });

  it('read proxies as a list', () => {
    const { TRUSTED_PROXIES } = readConfig({ ...enough, TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8' });
    expect(TRUSTED_PROXIES).toEqual(['127.0.0.1', '10.0.0.0/8']);
  });

  it('explain themselves, each with an example that they take', () => {
    const examples = [...describeSettings().matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [name, value]);
    const env = Object.fromEntries(examples) as NodeJS.ProcessEnv;
    expect(examples.length).toBeGreaterThan(20);
    expect(Object.keys(readConfig(env)).sort()).toEqual(Object.keys(env).sort());
  });
});
