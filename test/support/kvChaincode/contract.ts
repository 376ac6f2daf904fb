// SPDX-License-Identifier: Apache-2.0
import { Contract, type Context } from 'fabric-contract-api';
import { KeyEndorsementPolicy } from 'fabric-shim';

/** A clock of its own would make endorsers differ; this one makes them differ on purpose. */
let ownRandom = Math.random();

/** Keys that hold U+0000 cannot be printed; composite keys begin with it. */
function printable(key: string): string {
  return key.replace(/\0/g, '|');
}

/** Does to the ledger whatever a test asks: one function for each thing that a chaincode can do. */
export class KV extends Contract {
  constructor() {
    super('KV');
  }

  /** Two reads and three writes, as filing a record does. */
  async Create(ctx: Context, id: string, json: string): Promise<string> {
    const { stub } = ctx;
    if ((await stub.getState(id)).length > 0) throw new Error('exists');
    if ((await stub.getState(`quota-${id}`)).length > 0) throw new Error('quota');
    await stub.putState(id, Buffer.from(json));
    const mark = Buffer.from([0]);
    await stub.putState(stub.createCompositeKey('owner', [ctx.clientIdentity.getMSPID(), id]), mark);
    await stub.putState(stub.createCompositeKey('hash', [id.slice(-4), id]), mark);
    return id;
  }

  async Read(ctx: Context, id: string): Promise<string> {
    const value = await ctx.stub.getState(id);
    if (value.length === 0) throw new Error(`none ${id}`);
    return Buffer.from(value).toString();
  }

  async Put(ctx: Context, key: string, value: string): Promise<void> {
    await ctx.stub.putState(key, Buffer.from(value));
  }

  async Del(ctx: Context, key: string): Promise<void> {
    await ctx.stub.deleteState(key);
  }

  /** Reads a number and writes the next. */
  async Increment(ctx: Context, key: string): Promise<string> {
    const value = Buffer.from(await ctx.stub.getState(key)).toString();
    const next = String(Number(value === '' ? '0' : value) + 1);
    await ctx.stub.putState(key, Buffer.from(next));
    return next;
  }

  async PutThenRead(ctx: Context, key: string, value: string): Promise<string> {
    await ctx.stub.putState(key, Buffer.from(value));
    return Buffer.from(await ctx.stub.getState(key)).toString();
  }

  /** Keys of a range; stops reading after `max` where it is not empty. */
  async Range(ctx: Context, start: string, end: string, max: string): Promise<string> {
    const limit = max === '' ? Infinity : Number(max);
    const keys: string[] = [];
    const iterator = await ctx.stub.getStateByRange(start, end);
    while (keys.length < limit) {
      const step = await iterator.next();
      if (step.done) break;
      keys.push(printable(step.value.key));
    }
    await iterator.close();
    return JSON.stringify(keys);
  }

  async RangeThenPut(ctx: Context, prefix: string, max: string, key: string): Promise<string> {
    const keys = await this.Range(ctx, prefix, `${prefix}~`, max);
    await ctx.stub.putState(key, Buffer.from('x'));
    return keys;
  }

  async PutComposite(ctx: Context, type: string, attributes: string, value: string): Promise<void> {
    const key = ctx.stub.createCompositeKey(type, JSON.parse(attributes) as string[]);
    await ctx.stub.putState(key, Buffer.from(value));
  }

  async CompositeRange(ctx: Context, type: string, attributes: string): Promise<string> {
    const found: unknown[] = [];
    const rows = ctx.stub.getStateByPartialCompositeKey(type, JSON.parse(attributes) as string[]);
    for await (const row of rows) {
      found.push([ctx.stub.splitCompositeKey(row.key).attributes, Buffer.from(row.value).toString()]);
    }
    return JSON.stringify(found);
  }

  /** One page of the keys that begin with `prefix`. */
  async Page(ctx: Context, prefix: string, size: string, bookmark: string): Promise<string> {
    const end = prefix === '' ? '' : `${prefix}~`;
    const page = await ctx.stub.getStateByRangeWithPagination(prefix, end, Number(size), bookmark);
    const keys: string[] = [];
    for (let step = await page.iterator.next(); !step.done; step = await page.iterator.next()) {
      keys.push(step.value.key);
    }
    await page.iterator.close();
    return JSON.stringify({ out: keys, meta: page.metadata });
  }

  async PutThenPage(ctx: Context, key: string): Promise<string> {
    await ctx.stub.putState(key, Buffer.from('1'));
    return await this.Page(ctx, '', '2', '');
  }

  async PageThenPut(ctx: Context, key: string): Promise<string> {
    const page = await this.Page(ctx, '', '2', '');
    await ctx.stub.putState(key, Buffer.from('1'));
    return page;
  }

  async SetPolicy(ctx: Context, key: string, role: string, organizations: string): Promise<void> {
    const policy = new KeyEndorsementPolicy();
    policy.addOrgs(role, ...(JSON.parse(organizations) as string[]));
    await ctx.stub.setStateValidationParameter(key, policy.getPolicy());
  }

  async GetPolicy(ctx: Context, key: string): Promise<string> {
    const policy = await ctx.stub.getStateValidationParameter(key);
    // The declared type knows no absent policy; the shim answers undefined.
    const bytes = policy as Uint8Array | undefined;
    if (bytes === undefined || bytes.length === 0) return '[]';
    return JSON.stringify(new KeyEndorsementPolicy(Buffer.from(bytes)).listOrgs());
  }

  async Event(ctx: Context, name: string, payload: string, key: string): Promise<string> {
    ctx.stub.setEvent(name, Buffer.from(payload));
    if (key !== '') await ctx.stub.putState(key, Buffer.from(payload));
    return 'ev';
  }

  async Fail(_ctx: Context, message: string): Promise<void> {
    await Promise.reject(new Error(message));
  }

  /** Writes something that no other endorser writes. */
  async Differ(ctx: Context, key: string): Promise<void> {
    ownRandom = Math.random();
    await ctx.stub.putState(key, Buffer.from(String(ownRandom)));
  }

  async History(ctx: Context, key: string): Promise<string> {
    const past: unknown[] = [];
    for await (const row of ctx.stub.getHistoryForKey(key)) {
      past.push([row.txId.length, Buffer.from(row.value).toString(), row.isDelete]);
    }
    return JSON.stringify(past);
  }

  async Who(ctx: Context): Promise<string> {
    return await Promise.resolve(
      JSON.stringify({
        id: ctx.clientIdentity.getID(),
        msp: ctx.clientIdentity.getMSPID(),
        tx: ctx.stub.getTxID().length,
        ch: ctx.stub.getChannelID(),
        bind: ctx.stub.getBinding().length,
        t: typeof ctx.stub.getDateTimestamp().getTime(),
      }),
    );
  }

  /** Whose chaincode answers: the environment that the engine gives it. */
  async Environment(ctx: Context): Promise<string> {
    return await Promise.resolve(JSON.stringify({ msp: ctx.stub.getMspID(), names: Object.keys(process.env).sort() }));
  }

  async Transient(ctx: Context): Promise<string> {
    const fields = [...ctx.stub.getTransient()].map(([name, value]) => `${name}=${Buffer.from(value).toString()}`);
    return await Promise.resolve(fields.join(','));
  }

  /** Any other function, asked with one JSON argument and answering JSON, as the register's own functions do. */
  async Do(ctx: Context, request: string): Promise<string> {
    const { name, args } = JSON.parse(request) as { name: string; args: string[] };
    const functions = this as unknown as Record<
      string,
      (ctx: Context, ...args: string[]) => Promise<string | undefined>
    >;
    return JSON.stringify((await functions[name]?.call(this, ctx, ...args)) ?? null);
  }

  async Noop(ctx: Context): Promise<string> {
    return await Promise.resolve(ctx.stub.getTxID() === '' ? 'no transaction' : 'ok');
  }

  async Call(ctx: Context, chaincode: string, name: string, argument: string): Promise<string> {
    const answer = await ctx.stub.invokeChaincode(chaincode, [name, argument], '');
    return `${answer.status}:${Buffer.from(answer.payload ?? new Uint8Array()).toString()}`;
  }

  async Many(ctx: Context, prefix: string, count: string): Promise<void> {
    for (let index = 0; index < Number(count); index++) {
      await ctx.stub.putState(prefix + String(index).padStart(5, '0'), Buffer.from('v'));
    }
  }

  async EmptyKey(ctx: Context): Promise<string> {
    await ctx.stub.putState('', Buffer.from('v'));
    return 'stored';
  }

  async RichQuery(ctx: Context, query: string): Promise<string> {
    await ctx.stub.getQueryResult(query);
    return 'answered';
  }

  async PrivateGet(ctx: Context, collection: string, key: string): Promise<string> {
    return Buffer.from(await ctx.stub.getPrivateData(collection, key)).toString();
  }

  /** Never ends. */
  async Loop(_ctx: Context, forever: string): Promise<string> {
    while (forever !== '') ownRandom += 1;
    return await Promise.resolve('ended');
  }

  /** Ends the chaincode itself. */
  async Exit(ctx: Context, code: string): Promise<void> {
    await ctx.stub.getState(code);
    process.exit(Number(code));
  }
}

export const contracts = [KV];
