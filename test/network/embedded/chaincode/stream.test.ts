// SPDX-License-Identifier: Apache-2.0
import { peer } from '@hyperledger/fabric-protos';
import fc from 'fast-check';
import { ChaincodeStream } from '../../../../network/src/embedded/chaincode/stream';
import {
  MessageType,
  type Completion,
  type Invocation,
  type ResultCursor,
  type TransactionState,
  type WireMessage,
} from '../../../../network/src/embedded/chaincode/wire';

const NOTHING = new Uint8Array(0);
const TX = 'a'.repeat(64);

/** A state in memory that refuses what the tests tell it to. */
function memoryState(entries: Readonly<Record<string, string>> = {}): TransactionState & { readonly closed: string[] } {
  const values = new Map(Object.entries(entries).map(([key, value]) => [key, Buffer.from(value)]));
  const policies = new Map<string, Uint8Array>();
  const closed: string[] = [];
  const cursor = (name: string, rows: readonly Uint8Array[], bookmark = ''): ResultCursor => {
    let at = 0;
    return {
      next: () => Promise.resolve(rows[at++]),
      bookmark: () => Promise.resolve(bookmark),
      close: () => {
        closed.push(name);
        return Promise.resolve();
      },
    };
  };
  const rows = (start: string, end: string): Uint8Array[] =>
    [...values.keys()]
      .filter((key) => key >= start && (end === '' || key < end))
      .sort()
      .map((key) => Buffer.from(key));
  return {
    closed,
    get: (key) => values.get(key),
    put: (key, value) => {
      if (key === 'forbidden') throw new Error('not this key');
      values.set(key, Buffer.from(value));
    },
    del: (key) => {
      values.delete(key);
    },
    metadata: (key) => {
      const value = policies.get(key);
      return value === undefined ? [] : [{ name: 'VALIDATION_PARAMETER', value }];
    },
    putMetadata: (key, _name, value) => {
      policies.set(key, value);
    },
    range: (start, end) => cursor('range', rows(start, end)),
    pagedRange: (start, end, pageSize) => cursor('page', rows(start, end).slice(0, pageSize), 'next'),
    history: (key) => cursor('history', [Buffer.from(`history of ${key}`)]),
  };
}

/** The chaincode's end of a stream, played by the test. */
class Chaincode {
  readonly received: WireMessage[] = [];
  readonly broken: Error[] = [];
  readonly stream = new ChaincodeStream({
    chaincode: 'kv',
    send: (message) => this.received.push(message),
    onBroken: (error) => this.broken.push(error),
  });

  register(name = 'kv:1'): void {
    const id = new peer.ChaincodeID();
    id.setName(name);
    this.say(MessageType.REGISTER, id.serializeBinary());
  }

  say(type: number, payload: Uint8Array = NOTHING, txId = TX): void {
    this.stream.receive({ type, txId, channel: 'reg', payload });
  }

  start(state: TransactionState, txId = TX): Promise<Completion> {
    const proposal = { proposal: NOTHING, signature: NOTHING };
    const invocation: Invocation = { txId, channel: 'reg', input: NOTHING, proposal, state };
    return this.stream.execute(invocation);
  }

  complete(status = 200, event?: Uint8Array): void {
    const response = new peer.Response();
    response.setStatus(status);
    const message = { type: MessageType.COMPLETED, txId: TX, channel: 'reg', payload: response.serializeBinary() };
    this.stream.receive(event === undefined ? message : { ...message, event });
  }

  /** The last answer, once the engine has read its cursors. */
  async answer(): Promise<{ readonly type: number; readonly text: string; readonly payload: Uint8Array }> {
    await new Promise(setImmediate);
    const { type, payload } = this.received.at(-1)!;
    return { type, payload, text: Buffer.from(payload).toString() };
  }
}

function getState(key: string, collection = ''): Uint8Array {
  const request = new peer.GetState();
  request.setKey(key);
  request.setCollection(collection);
  return request.serializeBinary();
}

function putState(key: string, value: string, collection = ''): Uint8Array {
  const request = new peer.PutState();
  request.setKey(key);
  request.setValue(Buffer.from(value));
  request.setCollection(collection);
  return request.serializeBinary();
}

interface Page {
  readonly size: number;
  readonly bookmark?: string;
}

function range(start: string, end: string, page?: Page): Uint8Array {
  const request = new peer.GetStateByRange();
  request.setStartkey(start);
  request.setEndkey(end);
  if (page !== undefined) {
    const metadata = new peer.QueryMetadata();
    metadata.setPagesize(page.size);
    metadata.setBookmark(page.bookmark ?? '');
    request.setMetadata(metadata.serializeBinary());
  }
  return request.serializeBinary();
}

function registered(): Chaincode {
  const chaincode = new Chaincode();
  chaincode.register();
  return chaincode;
}

describe('the peer end of a chaincode stream', () => {
  it('answers a registration with REGISTERED and READY and sends nothing else by itself', async () => {
    const chaincode = registered();
    await chaincode.stream.ready;
    expect(chaincode.received.map(({ type }) => type)).toEqual([MessageType.REGISTERED, MessageType.READY]);
  });

  it('takes a chaincode that speaks before it registers for broken', () => {
    const chaincode = new Chaincode();
    chaincode.say(MessageType.GET_STATE);
    expect(chaincode.broken[0]?.message).toBe(
      `[${TX}] Fabric side handler cannot handle message (GET_STATE) while in created state`,
    );
  });

  it('refuses a registration without a name', () => {
    const chaincode = new Chaincode();
    chaincode.register('');
    expect(chaincode.broken[0]?.message).toContain('chaincodeID name is empty');
  });

  it('ignores KEEPALIVE and never sends one', () => {
    const chaincode = registered();
    chaincode.say(MessageType.KEEPALIVE);
    expect(chaincode.broken).toEqual([]);
    expect(chaincode.received.map(({ type }) => type)).not.toContain(MessageType.KEEPALIVE);
  });

  it('runs a transaction to its completion', async () => {
    const chaincode = registered();
    const running = chaincode.start(memoryState());
    expect(chaincode.received.at(-1)).toMatchObject({ type: MessageType.TRANSACTION, txId: TX, channel: 'reg' });
    chaincode.complete();
    expect((await running).response.getStatus()).toBe(200);
  });

  it('puts its own names on an event, whatever the chaincode wrote', async () => {
    const chaincode = registered();
    const running = chaincode.start(memoryState());
    const forged = new peer.ChaincodeEvent();
    forged.setChaincodeId('other');
    forged.setTxId('b'.repeat(64));
    forged.setEventName('e');
    chaincode.complete(200, forged.serializeBinary());
    const { event } = await running;
    expect([event?.getChaincodeId(), event?.getTxId(), event?.getEventName()]).toEqual(['kv', TX, 'e']);
  });

  it('fails a transaction whose chaincode answers ERROR', async () => {
    const chaincode = registered();
    const running = chaincode.start(memoryState());
    chaincode.say(MessageType.ERROR, Buffer.from('no stub'));
    await expect(running).rejects.toThrow('transaction returned with failure: no stub');
  });

  it('refuses a second run of a transaction that is running', async () => {
    const chaincode = registered();
    const running = chaincode.start(memoryState());
    await expect(chaincode.start(memoryState())).rejects.toThrow(`error sending: txid: ${TX}(reg) exists`);
    chaincode.complete();
    await running;
  });

  it('fails what runs and what comes when the stream ends', async () => {
    const chaincode = registered();
    const running = chaincode.start(memoryState());
    chaincode.stream.end();
    await expect(running).rejects.toThrow('error sending: chaincode stream terminated');
    await expect(chaincode.start(memoryState())).rejects.toThrow('error sending: chaincode stream terminated');
  });

  it('tells whoever waits for a chaincode why it never got ready', async () => {
    const chaincode = new Chaincode();
    chaincode.stream.end('it could not be loaded');
    await expect(chaincode.stream.ready).rejects.toThrow('it could not be loaded');
  });

  it('takes a message type that no chaincode sends for broken', () => {
    const chaincode = registered();
    chaincode.say(MessageType.REGISTER);
    expect(chaincode.broken).toHaveLength(1);
  });

  it('answers a read with the value, and with nothing where there is none', async () => {
    const chaincode = registered();
    void chaincode.start(memoryState({ key: 'value' }));
    chaincode.say(MessageType.GET_STATE, getState('key'));
    expect(await chaincode.answer()).toMatchObject({ type: MessageType.RESPONSE, text: 'value' });
    chaincode.say(MessageType.GET_STATE, getState('other'));
    expect(await chaincode.answer()).toMatchObject({ type: MessageType.RESPONSE, text: '' });
  });

  it('refuses requests for a transaction that does not run', async () => {
    const chaincode = registered();
    chaincode.say(MessageType.GET_STATE, getState('key'));
    expect(await chaincode.answer()).toMatchObject({
      type: MessageType.ERROR,
      text: `GET_STATE failed: transaction ID: ${TX}: no ledger context`,
    });
  });

  it('hands the state its refusal on under the name of the request', async () => {
    const chaincode = registered();
    void chaincode.start(memoryState());
    chaincode.say(MessageType.PUT_STATE, putState('forbidden', 'x'));
    expect((await chaincode.answer()).text).toBe(`PUT_STATE failed: transaction ID: ${TX}: not this key`);
  });

  it('fails the transaction where the state refuses a write that was answered early', async () => {
    const chaincode = registered();
    const running = chaincode.start(memoryState());
    const payload = putState('forbidden', 'x');
    chaincode.stream.receive({ type: MessageType.PUT_STATE, txId: TX, channel: 'reg', payload, isAnswered: true });
    await expect(running).rejects.toThrow('error sending: not this key');
  });

  it.each([
    ['GET_STATE', MessageType.GET_STATE, getState('k', 'secrets')],
    ['PUT_STATE', MessageType.PUT_STATE, putState('k', 'v', 'secrets')],
  ])('refuses private data in %s by name', async (name, type, payload) => {
    const chaincode = registered();
    void chaincode.start(memoryState());
    chaincode.say(type, payload);
    expect((await chaincode.answer()).text).toBe(
      `${name} failed: transaction ID: ${TX}: collection reg/kv/secrets could not be found`,
    );
  });

  it('refuses rich queries as a LevelDB peer does', async () => {
    const chaincode = registered();
    void chaincode.start(memoryState());
    chaincode.say(MessageType.GET_QUERY_RESULT);
    expect((await chaincode.answer()).text).toContain('ExecuteQuery not supported for leveldb');
  });

  it('answers, ends or breaks off at whatever a chaincode sends', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 40 }), fc.integer({ min: 0, max: 30 }), async (payload, type) => {
        fc.pre(type !== MessageType.KEEPALIVE);
        const chaincode = registered();
        const settled: unknown[] = [];
        const settle = (outcome: unknown): void => {
          settled.push(outcome);
        };
        const running = chaincode.start(memoryState()).then(settle, settle);
        const sent = chaincode.received.length;
        chaincode.say(type, payload);
        await new Promise(setImmediate);
        const answers = chaincode.received.length - sent;
        expect(settled.length + chaincode.broken.length + answers).toBeGreaterThan(0);
        chaincode.stream.end();
        await running;
      }),
    );
  });
});

describe('queries over a chaincode stream', () => {
  const keys = (count: number): Record<string, string> =>
    Object.fromEntries(Array.from({ length: count }, (_none, index) => [`k${String(index).padStart(4, '0')}`, 'v']));

  async function query(
    count: number,
    payload: Uint8Array,
  ): Promise<{ chaincode: Chaincode; first: peer.QueryResponse; state: ReturnType<typeof memoryState> }> {
    const chaincode = registered();
    const state = memoryState(keys(count));
    void chaincode.start(state).catch(() => undefined);
    chaincode.say(MessageType.GET_STATE_BY_RANGE, payload);
    const { payload: answer } = await chaincode.answer();
    return { chaincode, state, first: peer.QueryResponse.deserializeBinary(answer) };
  }

  async function next(chaincode: Chaincode, id: string): Promise<peer.QueryResponse> {
    const request = new peer.QueryStateNext();
    request.setId(id);
    chaincode.say(MessageType.QUERY_STATE_NEXT, request.serializeBinary());
    return peer.QueryResponse.deserializeBinary((await chaincode.answer()).payload);
  }

  it.each([
    [0, [0]],
    [1, [1]],
    [100, [100]],
    [101, [100, 1]],
    [250, [100, 100, 50]],
  ])('sends %i rows in messages of %j', async (count, sizes) => {
    const { chaincode, first, state } = await query(count, range('', ''));
    const messages = [first];
    while (messages.at(-1)!.getHasMore()) messages.push(await next(chaincode, first.getId()));
    expect(messages.map((message) => message.getResultsList().length)).toEqual(sizes);
    expect(state.closed).toEqual(['range']);
  });

  it('sends a page in one message with its bookmark', async () => {
    const { first } = await query(300, range('', '', { size: 150 }));
    expect(first.getResultsList()).toHaveLength(150);
    expect(first.getHasMore()).toBe(false);
    const metadata = peer.QueryResponseMetadata.deserializeBinary(first.getMetadata_asU8());
    expect([metadata.getFetchedRecordsCount(), metadata.getBookmark()]).toEqual([150, 'next']);
  });

  it('begins a page at the bookmark', async () => {
    const { first } = await query(10, range('', '', { size: 3, bookmark: 'k0007' }));
    const rows = first.getResultsList().map((row) => Buffer.from(row.getResultbytes_asU8()).toString());
    expect(rows).toEqual(['k0007', 'k0008', 'k0009']);
  });

  it('closes a query early and no longer knows it', async () => {
    const { chaincode, first, state } = await query(150, range('', ''));
    const close = new peer.QueryStateClose();
    close.setId(first.getId());
    chaincode.say(MessageType.QUERY_STATE_CLOSE, close.serializeBinary());
    await chaincode.answer();
    expect(state.closed).toEqual(['range']);
    const again = new peer.QueryStateNext();
    again.setId(first.getId());
    chaincode.say(MessageType.QUERY_STATE_NEXT, again.serializeBinary());
    expect((await chaincode.answer()).text).toContain('query iterator not found');
  });

  it('closes what a chaincode left open when its transaction ends', async () => {
    const { chaincode, state } = await query(150, range('', ''));
    chaincode.complete();
    await chaincode.answer();
    expect(state.closed).toEqual(['range']);
  });

  it('answers the history of a key', async () => {
    const chaincode = registered();
    void chaincode.start(memoryState());
    const request = new peer.GetHistoryForKey();
    request.setKey('k');
    chaincode.say(MessageType.GET_HISTORY_FOR_KEY, request.serializeBinary());
    const response = peer.QueryResponse.deserializeBinary((await chaincode.answer()).payload);
    expect(Buffer.from(response.getResultsList()[0]!.getResultbytes_asU8()).toString()).toBe('history of k');
  });
});
