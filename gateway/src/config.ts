// SPDX-License-Identifier: Apache-2.0
import { isAbsolute } from 'node:path';
import { MOST_STATUS_SECONDS } from '@registry/chaincode/protocol';
import { z } from 'zod';
import { LEDGER_CLIENTS } from './ledger/connectLedger';

/** What can be set from outside, by environment variables alone. Secrets are named by file, never by value. */
interface Setting {
  readonly schema: z.ZodType<unknown, string | undefined>;
  readonly about: string;
  readonly example: string;
}

const path = z.string().refine(isAbsolute, 'must be an absolute path');
const whole = (min: number, max: number, preset: number): z.ZodType<number, string | undefined> =>
  z
    .string()
    .regex(/^\d{1,15}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.int().min(min).max(max))
    .default(preset);

/** A password in an address would show in process lists and logs. */
const databaseUrl = z
  .string()
  .refine((text) => URL.canParse(text) && /^postgres(ql)?:$/.test(new URL(text).protocol), 'must be postgres://…')
  .refine((text) => !URL.canParse(text) || new URL(text).password === '', 'must not hold the password');

const SETTINGS = {
  ORGANIZATION: {
    schema: z.string().regex(/^[a-z][a-z0-9-]{1,38}$/, 'must be the name of an organization in the topology'),
    about: 'Whose gateway this is.',
    example: 'zhengzhou',
  },
  HTTP_HOST: {
    schema: z.union([z.ipv4(), z.ipv6()]).default('127.0.0.1'),
    about: 'The address to listen on. TLS ends at a proxy in front, so it is the loopback unless said otherwise.',
    example: '127.0.0.1',
  },
  HTTP_PORT: { schema: whole(0, 65_535, 8_410), about: 'The port to listen on; 0 takes a free one.', example: '8410' },
  PUBLIC_ORIGIN: {
    schema: z.url({ protocol: /^https?$/ }).optional(),
    about: 'The origin under which people reach this gateway; with https the session cookie is Secure.',
    example: 'https://register.example.cn',
  },
  TRUSTED_PROXIES: {
    schema: z
      .string()
      .transform((text) => text.split(',').map((one) => one.trim()))
      .pipe(z.array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()])).max(20))
      .optional(),
    about: 'Proxies whose X-Forwarded-For is believed, with commas; none unless set.',
    example: '127.0.0.1,10.0.0.0/8',
  },
  DATA_DIR: {
    schema: path,
    about: 'The folder of this gateway: database, vault, user file.',
    example: '/var/lib/registry/zhengzhou',
  },
  TOPOLOGY_FILE: {
    schema: path,
    about: 'The consortium: organizations and people.',
    example: '/etc/registry/topology.json',
  },
  IDENTITIES_DIR: { schema: path, about: 'The MSP folders; only read.', example: '/var/lib/registry/identities' },
  CONNECTION_FILE: {
    schema: path,
    about:
      'How to reach the peer: organization → {mspId, address, tlsRootCertPath}; the network writes it at its start.',
    example: '/var/lib/registry/connection.json',
  },
  LEDGER_CLIENT: {
    schema: z.enum(LEDGER_CLIENTS, `must be ${LEDGER_CLIENTS.join(' or ')}`).default('fabric-gateway'),
    about: 'The client library that talks to the ledger; fabric-network is for Raft orderers and real peers only.',
    example: 'fabric-gateway',
  },
  LEDGER_MAX_RUNNING: { schema: whole(1, 10_000, 200), about: 'Calls to the ledger at once.', example: '200' },
  LEDGER_MAX_WAITING: {
    schema: whole(0, 100_000, 800),
    about: 'Calls that may wait; the next gets 503.',
    example: '800',
  },
  COMMIT_TIMEOUT_SECONDS: {
    schema: whole(1, 300, 10),
    about: 'How long to wait for a commit before its status is asked once more, and then said to be unknown.',
    example: '10',
  },
  DATABASE_URL: {
    schema: databaseUrl.optional(),
    about: 'A PostgreSQL server; without it PGlite keeps the tables in DATA_DIR.',
    example: 'postgres://registry@db.example.cn/zhengzhou',
  },
  DATABASE_PASSWORD_FILE: {
    schema: path.optional(),
    about: 'The file that holds the password for DATABASE_URL.',
    example: '/run/secrets/database-password',
  },
  KEK_FILE: {
    schema: path,
    about:
      'The key-encryption key, 32 bytes in hexadecimal. Made at the first start of a new DATA_DIR; back it up apart.',
    example: '/var/lib/registry-keys/zhengzhou.kek',
  },
  COMPARISON_KEY_FILE: {
    schema: path.optional(),
    about:
      'The key under which the registries compare what was filed with them, 32 bytes in hexadecimal, the same for all ' +
      'of them; without it only what was filed here is compared.',
    example: '/var/lib/registry-keys/comparison.key',
  },
  PARTNERS_FILE: {
    schema: path.optional(),
    about: 'The ledgers of other consortia: whom to ask, where to be asked, and the certificates for both; JSON.',
    example: '/etc/registry/partners.json',
  },
  PARTNER_SECONDS: {
    schema: whole(1, 86_400, 60),
    about: 'How often partners are asked for what is new.',
    example: '60',
  },
  MAX_JSON_BYTES: {
    schema: whole(1_024, 16_777_216, 1_048_576),
    about: 'The largest JSON body of somebody who logged in.',
    example: '1048576',
  },
  MAX_MATERIAL_BYTES: {
    schema: whole(1, 1_099_511_627_776, 2_147_483_648),
    about: 'The largest file that the vault takes.',
    example: '2147483648',
  },
  STATUS_LIST_SECONDS: {
    schema: whole(60, MOST_STATUS_SECONDS, 900),
    about: 'How long a signed status list may be relied on without asking again.',
    example: '900',
  },
  SESSION_HOURS: { schema: whole(1, 168, 8), about: 'How long a log-in lasts.', example: '8' },
  REQUESTS_PER_ADDRESS: { schema: whole(1, 1e9, 3_000), about: 'Requests a minute from one address.', example: '3000' },
  REQUESTS_PER_PERSON: { schema: whole(1, 1e9, 1_200), about: 'Requests a minute of one person.', example: '1200' },
  LOGIN_FAILURES: {
    schema: whole(1, 1_000, 5),
    about: 'Wrong passwords for one account from one address.',
    example: '5',
  },
  LOGIN_PAUSE_SECONDS: {
    schema: whole(1, 86_400, 900),
    about: 'The pause after so many wrong passwords.',
    example: '900',
  },
  LOG_LEVEL: {
    schema: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
    about: 'The least level that is logged.',
    example: 'info',
  },
} as const satisfies Record<string, Setting>;

type Name = keyof typeof SETTINGS;
export type Config = { readonly [N in Name]: z.output<(typeof SETTINGS)[N]['schema']> };

/** Settings are missing or wrong; the message names every one of them with an example. */
export class ConfigInvalid extends Error {
  override readonly name = 'ConfigInvalid';
  readonly settings: readonly string[];

  constructor(problems: readonly { name: string; problem: string }[]) {
    super(`The settings do not do: ${problems.map(({ name, problem }) => `${name} ${problem}`).join('; ')}`);
    this.settings = problems.map(({ name }) => name);
  }
}

const NAMES = Object.keys(SETTINGS) as Name[];

/** An empty variable is an absent one, as in files of `--env-file`. */
const valueOf = (env: NodeJS.ProcessEnv, name: Name): string | undefined => (env[name] === '' ? undefined : env[name]);

/**
 * Reads the settings, once; nothing else in the gateway looks at the environment.
 *
 * @param env - the process's environment unless a test or a program that starts several gateways gives another
 * @throws ConfigInvalid naming every bad setting
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const parsed = NAMES.map((name) => ({ name, result: SETTINGS[name].schema.safeParse(valueOf(env, name)) }));
  const problems = parsed.flatMap(({ name, result }) => {
    if (result.success) return [];
    const why = valueOf(env, name) === undefined ? 'is missing' : (result.error.issues[0]?.message ?? 'is wrong');
    return [{ name, problem: `${why} (for example ${SETTINGS[name].example})` }];
  });
  if (problems.length > 0) throw new ConfigInvalid(problems);
  return Object.freeze(Object.fromEntries(parsed.map(({ name, result }) => [name, result.data]))) as unknown as Config;
}

/** Every setting with its meaning and an example, a line each: what `--help` prints. */
export function describeSettings(): string {
  return NAMES.map((name) => `${name}=${SETTINGS[name].example}\n    ${SETTINGS[name].about}`).join('\n');
}
