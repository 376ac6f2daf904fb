// SPDX-License-Identifier: Apache-2.0
import { common } from '@hyperledger/fabric-protos';
import { OrderingRefusal } from '../../../../network/src/embedded/ordering/acceptance';
import { Orderer, type OrdererOptions } from '../../../../network/src/embedded/ordering/orderer';
import type { Prospect } from '../../../../network/src/embedded/ordering/recovery';
import { waitFor } from '../../../../scripts/src/system/waitFor';
import type { ChannelConfig, Identity, NodeRole } from '../../../../network/src/embedded/types';

const CHANNEL = 'reg';
const GOOD = Buffer.from('good signature');

interface Creator {
  readonly role?: NodeRole;
  readonly isExpired?: boolean;
  readonly refusal?: string;
}

/** Identities that are what their bytes say, so that the orderer's own rules are what is tried. */
function channel(): ChannelConfig {
  return {
    channelId: CHANNEL,
    chaincodes: [],
    identities: {
      mspIds: ['R1MSP'],
      deserialize: (serialized): Identity => {
        const { role, isExpired = false, refusal } = JSON.parse(Buffer.from(serialized).toString()) as Creator;
        const notAfter = isExpired ? 0 : Number.MAX_SAFE_INTEGER;
        return {
          mspId: 'R1MSP',
          id: 'one',
          certificate: undefined as never,
          publicKey: undefined as never,
          refusal,
          isForeign: false,
          role,
          notAfter,
        };
      },
      verify: (_identity, _data, signature) => GOOD.equals(signature),
      remember: () => undefined,
    },
    applicationPolicy: () => {
      throw new Error('ordering asks for no policy');
    },
    signaturePolicy: () => {
      throw new Error('ordering asks for no policy');
    },
  };
}

interface EnvelopeParts {
  readonly creator?: Creator;
  readonly channelId?: string;
  readonly type?: number;
  readonly data?: Buffer;
  readonly signature?: Buffer;
}

function envelope(parts: EnvelopeParts = {}): common.Envelope {
  const channelHeader = new common.ChannelHeader();
  channelHeader.setType(parts.type ?? common.HeaderType.ENDORSER_TRANSACTION);
  channelHeader.setChannelId(parts.channelId ?? CHANNEL);
  const signatureHeader = new common.SignatureHeader();
  signatureHeader.setCreator(Buffer.from(JSON.stringify(parts.creator ?? { role: 'client' })));
  const header = new common.Header();
  header.setChannelHeader(channelHeader.serializeBinary());
  header.setSignatureHeader(signatureHeader.serializeBinary());
  const payload = new common.Payload();
  payload.setHeader(header);
  payload.setData(parts.data ?? Buffer.from('transaction'));
  const message = new common.Envelope();
  message.setPayload(payload.serializeBinary());
  message.setSignature(parts.signature ?? GOOD);
  return message;
}

interface Ordering {
  readonly orderer: Orderer;
  readonly blocks: string[][];
  readonly failures: unknown[];
}

function ordering(options: Partial<OrdererOptions> = {}): Ordering {
  const blocks: string[][] = [];
  const failures: unknown[] = [];
  const orderer = new Orderer({
    channel: channel(),
    maxBytes: 10_000,
    maxMessages: 3,
    preferredBytes: 5_000,
    sink: {
      append: async (envelopes) => {
        blocks.push(envelopes.map(dataOf));
        await new Promise(setImmediate);
      },
      recover: () => Promise.resolve('NEVER'),
    },
    onFailure: (error) => failures.push(error),
    onRecovery: () => failures.push('recovered'),
    ...options,
  });
  return { orderer, blocks, failures };
}

function dataOf(bytes: Uint8Array): string {
  const payload = common.Payload.deserializeBinary(common.Envelope.deserializeBinary(bytes).getPayload_asU8());
  return Buffer.from(payload.getData_asU8()).toString();
}

function refusalOf(run: () => void): OrderingRefusal {
  try {
    run();
  } catch (error) {
    if (error instanceof OrderingRefusal) return error;
    throw error;
  }
  throw new Error('the envelope was accepted');
}

const named = (name: string): common.Envelope => envelope({ data: Buffer.from(name) });

describe('the ordering service', () => {
  it('puts into one block what arrives together, in order of arrival', async () => {
    const { orderer, blocks } = ordering();
    for (const name of ['a', 'b', 'c']) orderer.submit(named(name));
    await orderer.stop();
    expect(blocks).toEqual([['a', 'b', 'c']]);
  });

  it('cuts a block at its number of transactions', async () => {
    const { orderer, blocks } = ordering();
    for (const name of ['a', 'b', 'c', 'd', 'e']) orderer.submit(named(name));
    await orderer.stop();
    expect(blocks).toEqual([
      ['a', 'b', 'c'],
      ['d', 'e'],
    ]);
  });

  it('cuts a block at its size, and gives a large transaction a block of its own', async () => {
    const { orderer, blocks } = ordering();
    const large = 'x'.repeat(4_900);
    for (const name of ['a', large, 'b']) orderer.submit(named(name));
    await orderer.stop();
    expect(blocks).toEqual([['a'], [large], ['b']]);
  });

  it('writes while it stops what it accepted before, and accepts no more', async () => {
    const { orderer, blocks } = ordering();
    orderer.submit(named('a'));
    const stopped = orderer.stop();
    expect(
      refusalOf(() => {
        orderer.submit(named('b'));
      }).status,
    ).toBe('SERVICE_UNAVAILABLE');
    await stopped;
    expect(blocks).toEqual([['a']]);
  });

  it('takes what arrives while a block is written into the next', async () => {
    const { orderer, blocks } = ordering({
      sink: {
        append: async (envelopes) => {
          blocks.push(envelopes.map(dataOf));
          if (blocks.length === 1) orderer.submit(named('late'));
          await new Promise(setImmediate);
        },
        recover: () => Promise.resolve('NEVER'),
      },
    });
    orderer.submit(named('early'));
    while (blocks.length < 2) await new Promise(setImmediate);
    await orderer.stop();
    expect(blocks).toEqual([['early'], ['late']]);
  });

  it('accepts nothing after a block could not be written, and says so once', async () => {
    const { orderer, failures } = ordering({
      sink: { append: () => Promise.reject(new Error('disk full')), recover: () => Promise.resolve('NEVER') },
    });
    orderer.submit(named('a'));
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    expect(failures).toEqual([new Error('disk full')]);
    expect(
      refusalOf(() => {
        orderer.submit(named('b'));
      }).message,
    ).toBe('the ledger cannot be written');
    await orderer.stop();
  });

  it('accepts envelopes again once there is room, and what was queued before is gone', async () => {
    const written: string[][] = [];
    const prospects: Prospect[] = ['NOT_YET', 'WRITABLE'];
    let isFull = true;
    const { orderer, failures } = ordering({
      sink: {
        append: (envelopes) => {
          if (isFull) return Promise.reject(new Error('disk full'));
          written.push(envelopes.map(dataOf));
          return Promise.resolve();
        },
        recover: () => {
          const prospect = prospects.shift() ?? 'NEVER';
          isFull = prospect !== 'WRITABLE';
          return Promise.resolve(prospect);
        },
      },
    });
    orderer.submit(named('lost'));
    await waitFor(() => Promise.resolve(failures.includes('recovered') || undefined), {
      what: 'The recovery',
      timeoutMs: 20_000,
    });
    expect(orderer.refusal).toBeUndefined();
    orderer.submit(named('after'));
    await orderer.stop();
    expect(written).toEqual([['after']]);
    expect(failures).toEqual([new Error('disk full'), 'recovered']);
  });

  it('turns envelopes away when too many wait', async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { orderer } = ordering({
      sink: { append: () => held, recover: () => Promise.resolve('NEVER') },
      maxMessages: 1_000_000,
      preferredBytes: 1e12,
    });
    orderer.submit(named('first'));
    await new Promise(setImmediate);
    for (let index = 0; index < 10_000; index++) orderer.submit(named('waiting'));
    expect(
      refusalOf(() => {
        orderer.submit(named('one too many'));
      }).message,
    ).toBe('the ordering queue is full');
    release();
    await orderer.stop();
  });
});

describe('what the ordering service accepts', () => {
  it.each<[string, EnvelopeParts, string, RegExp]>([
    ['another channel', { channelId: 'other' }, 'NOT_FOUND', /channel does not exist/],
    ['a configuration', { type: common.HeaderType.CONFIG }, 'BAD_REQUEST', /cannot be processed directly/],
    [
      'a configuration update',
      { type: common.HeaderType.CONFIG_UPDATE },
      'BAD_REQUEST',
      /does not support channel configuration updates/,
    ],
    ['what is too large', { data: Buffer.alloc(10_001) }, 'BAD_REQUEST', /exceeds maximum allowed 10000 bytes/],
    [
      'a bad signature',
      { signature: Buffer.from('bad') },
      'FORBIDDEN',
      /requires 1 of the 'Writers' sub-policies to be satisfied: permission denied/,
    ],
    ['an expired certificate', { creator: { role: 'client', isExpired: true } }, 'BAD_REQUEST', /identity expired/],
    ['a peer', { creator: { role: 'peer' } }, 'FORBIDDEN', /permission denied/],
    ['an orderer', { creator: { role: 'orderer' } }, 'FORBIDDEN', /permission denied/],
    ['who has no role', { creator: {} }, 'FORBIDDEN', /permission denied/],
    ['whom the MSP refuses', { creator: { role: 'client', refusal: 'no' } }, 'FORBIDDEN', /permission denied/],
  ])('is not %s', (_what, parts, status, words) => {
    const { orderer } = ordering();
    const refusal = refusalOf(() => {
      orderer.submit(envelope(parts));
    });
    expect(refusal.status).toBe(status);
    expect(refusal.message).toMatch(words);
  });

  it.each(['client', 'admin'] as const)('is what a %s signed', async (role) => {
    const { orderer, blocks } = ordering();
    orderer.submit(envelope({ creator: { role } }));
    await orderer.stop();
    expect(blocks).toHaveLength(1);
  });

  it('is not what cannot be read', () => {
    const { orderer } = ordering();
    const message = new common.Envelope();
    message.setPayload(Buffer.from([0xff, 0xff, 0xff]));
    expect(
      refusalOf(() => {
        orderer.submit(message);
      }).status,
    ).toBe('BAD_REQUEST');
    expect(
      refusalOf(() => {
        orderer.submit(new common.Envelope());
      }).status,
    ).toBe('BAD_REQUEST');
  });
});
