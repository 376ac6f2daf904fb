// SPDX-License-Identifier: Apache-2.0
import { once } from 'node:events';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ENGINE } from '@registry/scripts/system/startSystem';
import { examination } from '../support/doctor';
import { letExpire } from '../support/expiredCertificate';
import { START_MS, startTestSystem, type TestSystem } from '../support/system';

const STEP_MS = 60_000;
const MINUTE_MS = 60_000;

const listen = async <S extends Server>(server: S, port = 0): Promise<S> => {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
};

const close = async (server: Server): Promise<void> => {
  server.close();
  await once(server, 'close');
};

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

describe('the doctor of a register on the embedded engine', () => {
  let register: TestSystem;
  let folder: string;

  beforeAll(async () => {
    register = await startTestSystem();
    folder = register.system.layout.root;
  }, START_MS);

  afterAll(() => register.stop(), START_MS);

  const stopPart = async (name: string): Promise<void> => {
    register.system.parts.expectEnd(name);
    await register.system.parts.get(name).stop();
  };

  const examine = (...parameters: string[]): ReturnType<typeof examination> =>
    examination(['--data', folder, ...parameters]);

  it(
    'finds nothing wrong with one that runs, and ends with 0',
    async () => {
      const { exitCode, failures, findings } = await examine();
      expect([exitCode, failures]).toEqual([0, []]);
      expect(new Set(findings.map(({ layer }) => layer))).toEqual(
        new Set(['binary', 'certificate', 'store', 'port', 'channel', 'chaincode', 'clock', 'database']),
      );
      expect(findings.filter(({ outcome }) => outcome !== 'well')).toEqual([]);
    },
    STEP_MS,
  );

  it(
    'names the clock where another’s is ten minutes away, and how far',
    async () => {
      const server = createHttpServer((_request, response) => {
        response.setHeader('date', new Date(Date.now() - 10 * MINUTE_MS).toUTCString()).end();
      });
      await listen(server);
      const { exitCode, failing, failures } = await examine('--time-source', `http://127.0.0.1:${portOf(server)}/`);
      server.closeAllConnections();
      await close(server);
      expect([exitCode, failing]).toEqual([1, ['clock']]);
      expect(failures[0]!.says).toMatch(/^ours is 60[01] s ahead$/);
    },
    STEP_MS,
  );

  it(
    'names the database where its server is down',
    async () => {
      const nobody = await listen(createServer());
      const port = portOf(nobody);
      await close(nobody);
      const env = { DATABASE_URL: `postgres://registry@127.0.0.1:${port}/registry` };
      const { exitCode, failing, failures } = await examination(['--data', folder], env);
      expect([exitCode, failing]).toEqual([1, ['database']]);
      expect(failures[0]!.says).toContain(`ECONNREFUSED 127.0.0.1:${port}`);
    },
    STEP_MS,
  );

  it(
    'names the certificate that has ended, and whose it is',
    async () => {
      const organization = join(register.system.layout.identities, 'zhengzhou');
      const user = join(organization, 'users', 'zhengzhou-agent-1');
      const kept = readFileSync(join(user, 'msp', 'signcerts', 'cert.pem'));
      await letExpire(organization, user);
      const { exitCode, failing, failures } = await examine();
      writeFileSync(join(user, 'msp', 'signcerts', 'cert.pem'), kept);
      expect([exitCode, failing]).toEqual([1, ['certificate']]);
      expect(failures).toMatchObject([{ subject: 'zhengzhou/users/zhengzhou-agent-1' }]);
      expect(failures[0]!.says).toMatch(/the certificate of zhengzhou-agent-1 ended on \d{4}-\d\d-\d\d/);
    },
    STEP_MS,
  );

  it(
    'names the port: first a gateway that ended, then somebody else in its place',
    async () => {
      const { port } = register.system.topology.organizations.find(({ name }) => name === 'guiyang')!.gateway!;
      await stopPart('guiyang');
      const ended = await examine();
      const stranger = await listen(
        createServer((socket) => socket.end('somebody else\r\n', () => socket.destroy())),
        port,
      );
      const taken = await examine();
      await close(stranger);
      expect([ended.exitCode, ended.failing]).toEqual([1, ['port']]);
      expect(ended.failures).toMatchObject([{ subject: 'gateway.guiyang' }]);
      expect(ended.failures[0]!.says).toContain(`does not listen at 127.0.0.1:${port}`);
      expect([taken.exitCode, taken.failing]).toEqual([1, ['port']]);
      expect(taken.failures[0]!.says).toBe(`somebody else listens at 127.0.0.1:${port}`);
    },
    STEP_MS,
  );

  it(
    'tells a process that hangs from one that has ended',
    async () => {
      const engine = register.system.parts.get(ENGINE);
      engine.kill('SIGSTOP');
      const { exitCode, failing, failures } = await examine();
      engine.kill('SIGCONT');
      expect([exitCode, failing[0]]).toEqual([1, 'port']);
      expect(failures[0]).toMatchObject({ subject: 'peer0.zhengzhou' });
      expect(failures[0]!.says).toContain('hangs');
    },
    STEP_MS,
  );

  describe('that is stopped', () => {
    let copy: string;

    beforeAll(async () => {
      await register.system.stop();
    }, STEP_MS);

    beforeEach(() => {
      copy = mkdtempSync(join(tmpdir(), 'registry-doctor-'));
      cpSync(folder, copy, { recursive: true });
    });

    afterEach(() => {
      rmSync(copy, { recursive: true, force: true });
    });

    it(
      'reads the whole ledger and opens the databases, and finds nothing wrong',
      async () => {
        const { exitCode, failures, findings } = await examination(['--data', copy]);
        expect([exitCode, failures]).toEqual([0, []]);
        const said = findings.filter(({ layer }) => layer === 'store' || layer === 'database');
        expect(said.map(({ says }) => says)).toEqual([
          expect.stringMatching(/^is whole: \d+ blocks/),
          'answers',
          'answers',
        ]);
      },
      STEP_MS,
    );

    it(
      'names the store whose bytes have changed',
      async () => {
        const store = join(copy, 'network', 'ledger', 'blocks-and-state');
        const files = readdirSync(store).filter((name) => /\.(log|ldb)$/.test(name));
        const [largest] = files.sort((a, b) => statSync(join(store, b)).size - statSync(join(store, a)).size);
        const bytes = readFileSync(join(store, largest!));
        bytes[bytes.length >> 1]! ^= 0xff;
        writeFileSync(join(store, largest!), bytes);
        const { exitCode, failing, failures } = await examination(['--data', copy]);
        expect([exitCode, failing]).toEqual([1, ['store']]);
        expect(failures[0]!.says).toContain('is damaged');
      },
      STEP_MS,
    );

    it(
      'names the database whose files were cut off',
      async () => {
        truncateSync(join(copy, 'gateways', 'guiyang', 'database', 'global', 'pg_control'), 100);
        const { exitCode, failing, failures } = await examination(['--data', copy]);
        expect([exitCode, failing]).toEqual([1, ['database']]);
        expect(failures).toMatchObject([{ subject: 'the database of gateway.guiyang' }]);
      },
      STEP_MS,
    );
  });
});

describe('the doctor of a network that is not there yet', () => {
  it(
    'names the binary where Fabric’s programs are missing, and where to get them',
    async () => {
      const empty = mkdtempSync(join(tmpdir(), 'registry-doctor-empty-'));
      const { exitCode, failing, failures } = await examination(['--fabric', '--data', empty], { FABRIC_BIN: empty });
      rmSync(empty, { recursive: true, force: true });
      expect([exitCode, failing]).toEqual([1, ['binary']]);
      expect(failures[0]!.says).toContain(`are not in FABRIC_BIN (${empty})`);
      expect(failures[0]!.remedy).toContain('https://github.com/hyperledger/fabric/releases');
    },
    STEP_MS,
  );
});
