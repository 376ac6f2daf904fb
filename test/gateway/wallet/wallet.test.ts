// SPDX-License-Identifier: Apache-2.0
import { randomBytes, verify, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '../../../gateway/src/database/openDatabase';
import { newKeyring, Undecryptable, type Keyring } from '../../../gateway/src/vault/keyring';
import { importUsers } from '../../../gateway/src/wallet/importUsers';
import { LoginAttempts } from '../../../gateway/src/wallet/loginAttempts';
import { People } from '../../../gateway/src/wallet/people';
import { Sessions } from '../../../gateway/src/wallet/sessions';
import { readTopology } from '../../../gateway/src/wallet/topology';
import type { IssuedPassword } from '../../../gateway/src/wallet/userFile';
import { createIdentities } from '../../../network/src/identities/createIdentities';
import { loadTopology, TOPOLOGY_FILE } from '../../../network/src/topology';
import { databaseKinds } from '../../support/databases';

const kinds = databaseKinds();
const folder = mkdtempSync(join(tmpdir(), 'registry-wallet-'));
const identitiesDir = join(folder, 'identities');
beforeAll(() => createIdentities({ topology: loadTopology(), dir: identitiesDir }));
afterAll(async () => {
  for (const kind of kinds) await kind.close();
  rmSync(folder, { recursive: true, force: true });
});

describe.each(kinds)('The wallet on $name', (kind) => {
  let database: Database;
  let keyring: Keyring;
  let people: People;
  let sessions: Sessions;
  let users: IssuedPassword[];
  let clock = 0;
  const userFile = join(folder, `${kind.name}.json`);
  const importAll = (): Promise<string | undefined> => {
    const topology = readTopology(TOPOLOGY_FILE);
    return importUsers({ database, keyring, topology, organization: 'zhengzhou', identitiesDir, userFile });
  };
  const newSessions = (failures = 3): Sessions => {
    const attempts = new LoginAttempts({ failures, pauseSeconds: 60 }, () => clock);
    return new Sessions({ database, people, attempts, hours: 8 });
  };
  const userNamed = (name: string): IssuedPassword => users.find(({ username }) => username === name)!;
  const login = (username: string, password: string, address = '10.0.0.1'): ReturnType<Sessions['open']> =>
    sessions.open({ username, password, address });

  beforeAll(async () => {
    database = await kind.openMigrated();
    keyring = newKeyring(randomBytes(32));
    await importAll();
    users = JSON.parse(readFileSync(userFile, 'utf8')) as IssuedPassword[];
  });
  beforeEach(() => {
    people = new People({ database, keyring });
    sessions = newSessions();
  });

  it('takes in everybody who works at this gateway, each with a password of their own', () => {
    const expected = loadTopology()
      .users.filter((user) => user.gateways.includes('zhengzhou') && user.role !== 'clock')
      .map(({ name }) => name);
    expect(users.map(({ username }) => username)).toEqual(expected);
    expect(new Set(users.map(({ password }) => password)).size).toBe(users.length);
    expect(users.every(({ password }) => /^[a-z2-9]{24}$/.test(password))).toBe(true);
    expect(statSync(userFile).mode & 0o777).toBe(0o600);
  });

  it('does so once: a second start keeps passwords and file', async () => {
    const before = readFileSync(userFile, 'utf8');
    expect(await importAll()).toBeUndefined();
    expect(readFileSync(userFile, 'utf8')).toBe(before);
  });

  it('keeps neither password nor private key in the clear', async () => {
    const rows = JSON.stringify(await database.selectFrom('users').selectAll().execute());
    for (const { password } of users) expect(rows).not.toContain(password);
    const key = readFileSync(join(identitiesDir, 'zhengzhou/users/zhengzhou-clock/msp/keystore/key.pem'), 'utf8');
    const stored = await database.selectFrom('users').select('private_key').execute();
    for (const { private_key } of stored) expect(Buffer.from(private_key).includes(key.slice(30, 60))).toBe(false);
    await expect(new People({ database, keyring: newKeyring(randomBytes(32)) }).clockOf('zhengzhou')).rejects.toThrow(
      Undecryptable,
    );
  });

  it('gives a person who logs in the identity that the consortium issued', async () => {
    const { username, password } = userNamed('agency-expert-1');
    const { caller } = await login(username, password);
    const pem = readFileSync(join(identitiesDir, 'agency/users/agency-expert-1/msp/signcerts/cert.pem'), 'utf8');
    expect(caller).toMatchObject({ username, role: 'agency', mspId: 'AgencyMSP', identity: { certificate: pem } });
    const message = Buffer.from('message');
    const key = new X509Certificate(pem).publicKey;
    expect(verify('sha256', message, key, caller.identity.sign(message))).toBe(true);
  });

  it('has a clock that nobody can log in as', async () => {
    expect(await people.clockOf('zhengzhou')).toMatchObject({ username: 'zhengzhou-clock', role: 'clock' });
    expect(await people.clockOf('guiyang')).toBeUndefined();
    await expect(login('zhengzhou-clock', '')).rejects.toMatchObject({ code: 'LOGIN_FAILED' });
  });

  describe('A session', () => {
    const name = 'zhengzhou-applicant-1';

    it('is held by a token of which only a hash is kept', async () => {
      const { token, expiresAt } = await login(name, userNamed(name).password);
      expect(Buffer.from(token, 'base64url')).toHaveLength(32);
      expect(expiresAt.getTime() - Date.now()).toBeGreaterThan(7.9 * 3_600_000);
      expect(JSON.stringify(await database.selectFrom('sessions').selectAll().execute())).not.toContain(token);
      for (const one of [sessions, newSessions()]) {
        expect((await one.callerOf(token))?.username).toBe(name);
      }
    });

    it('ends when its holder says so', async () => {
      const { token } = await login(name, userNamed(name).password);
      await sessions.callerOf(token);
      await sessions.end(token);
      expect(await sessions.callerOf(token)).toBeUndefined();
      expect(await newSessions().callerOf(token)).toBeUndefined();
    });

    it('ends by itself, and is swept away', async () => {
      const { token } = await login(name, userNamed(name).password);
      await database
        .updateTable('sessions')
        .set({ expires_at: new Date(Date.now() - 1) })
        .execute();
      expect(await sessions.callerOf(token)).toBeUndefined();
      await sessions.sweep();
      expect(await database.selectFrom('sessions').selectAll().execute()).toEqual([]);
    });

    it('is not had with a token that was never given', async () => {
      expect(await sessions.callerOf(randomBytes(32).toString('base64url'))).toBeUndefined();
    });

    it('is refused in the same words to a wrong password and to a name that nobody has', async () => {
      const wrong = await login(name, 'wrong').catch((error: unknown) => error);
      const nobody = await login('nobody-at-all', 'wrong').catch((error: unknown) => error);
      expect(wrong).toMatchObject({ code: 'LOGIN_FAILED' });
      expect(nobody).toEqual(wrong);
    });

    it('is refused after too many wrong passwords, even with the right one, until the pause is over', async () => {
      const { password } = userNamed(name);
      for (let count = 0; count < 3; count += 1) {
        await expect(login(name, 'wrong')).rejects.toMatchObject({ code: 'LOGIN_FAILED' });
      }
      await expect(login(name, password)).rejects.toMatchObject({
        code: 'TOO_MANY_REQUESTS',
        details: { retryAfterSeconds: 60 },
      });
      await expect(login(name, password, '10.0.0.2')).resolves.toBeDefined();
      clock += 61_000;
      await expect(login(name, password)).resolves.toBeDefined();
    });

    it('cannot be guessed at by asking many times at once', async () => {
      const answers = await Promise.allSettled(Array.from({ length: 10 }, () => login(name, 'wrong', '10.0.0.3')));
      const codes = answers.map((answer) =>
        answer.status === 'rejected' ? (answer.reason as { code: string }).code : '',
      );
      expect(codes.filter((code) => code === 'LOGIN_FAILED')).toHaveLength(3);
      expect(codes.filter((code) => code === 'TOO_MANY_REQUESTS')).toHaveLength(7);
    });
  });
});

describe('Log-in attempts', () => {
  it('from one address wait for one another only to a limit, and hold up nobody else', async () => {
    const attempts = new LoginAttempts({ failures: 100, pauseSeconds: 60 }, () => 0);
    let finish = (): void => undefined;
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const running = Array.from({ length: 8 }, () => attempts.during('10.0.0.1', () => finished));
    const work = (): Promise<string> => Promise.resolve('checked');
    await expect(attempts.during('10.0.0.1', work)).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' });
    expect(await attempts.during('10.0.0.2', work)).toBe('checked');
    finish();
    await Promise.all(running);
    expect(await attempts.during('10.0.0.1', work)).toBe('checked');
  });

  it('of one address over many accounts come to an end too, but right ones do not count', () => {
    const attempts = new LoginAttempts({ failures: 2, pauseSeconds: 60 }, () => 0);
    for (let count = 0; count < 100; count += 1) {
      attempts.check(`user-${count}`, '10.0.0.1');
      attempts.begin(`user-${count}`, '10.0.0.1');
      attempts.succeeded(`user-${count}`, '10.0.0.1');
    }
    for (let count = 0; count < 20; count += 1) attempts.begin(`user-${count}`, '10.0.0.1');
    expect(() => {
      attempts.check('user-999', '10.0.0.1');
    }).toThrow('Too many requests');
    expect(() => {
      attempts.check('user-999', '10.0.0.2');
    }).not.toThrow();
  });
});
