// SPDX-License-Identifier: Apache-2.0
import { peer } from '@hyperledger/fabric-protos';
import type { ResultCursor } from './wire';

/** Rows per message between peer and chaincode; the peer reads one more to know whether there are any. */
const BATCH_ROWS = 100;
/** Rows that one query may return in all, as `totalQueryLimit` of a Fabric peer. */
export const TOTAL_ROWS = 100_000;

interface OpenQuery {
  readonly cursor: ResultCursor;
  readonly limit: number;
  readonly paged: boolean;
  pending: Uint8Array[];
  returned: number;
}

export interface QueryOptions {
  readonly cursor: ResultCursor;
  /** Rows to return at most. */
  readonly limit: number;
  /** A paged query answers with one message and a bookmark. */
  readonly paged: boolean;
}

/** The open queries of one running transaction, and how their rows are cut into messages. */
export class OpenQueries {
  readonly #open = new Map<string, OpenQuery>();
  #lastId = 0;

  /** Opens a query and returns its first message, a serialized `peer.QueryResponse`. */
  async open(options: QueryOptions): Promise<Uint8Array> {
    const id = String(++this.#lastId);
    this.#open.set(id, { ...options, pending: [], returned: 0 });
    return await this.next(id);
  }

  /** The following message of a query. Throws `query iterator not found` for one that is finished or unknown. */
  async next(id: string): Promise<Uint8Array> {
    const query = this.#open.get(id);
    if (query === undefined) throw new Error('query iterator not found');
    try {
      const more = await fill(query);
      return more === undefined ? await this.#finish(id, query) : response({ id, rows: cut(query, more), more: true });
    } catch (error) {
      await this.close(id);
      throw error;
    }
  }

  /** Closes a query early; what was read so far stays part of the transaction's read set. */
  async close(id: string): Promise<void> {
    const query = this.#open.get(id);
    this.#open.delete(id);
    await query?.cursor.close();
  }

  /** Closes all that the chaincode left open. */
  async closeAll(): Promise<void> {
    for (const id of [...this.#open.keys()]) await this.close(id);
  }

  async #finish(id: string, query: OpenQuery): Promise<Uint8Array> {
    const metadata = query.paged ? await pageMetadata(query) : undefined;
    await this.close(id);
    return response({ id, rows: query.pending, more: false, metadata });
  }
}

/** Reads until a message is full or the rows end; answers the row read ahead, if any. */
async function fill(query: OpenQuery): Promise<Uint8Array | undefined> {
  while (query.returned < query.limit) {
    const row = await query.cursor.next();
    if (row === undefined) return undefined;
    query.returned++;
    if (!query.paged && query.pending.length === BATCH_ROWS) return row;
    query.pending.push(row);
  }
  return undefined;
}

function cut(query: OpenQuery, readAhead: Uint8Array): Uint8Array[] {
  const rows = query.pending;
  query.pending = [readAhead];
  return rows;
}

async function pageMetadata(query: OpenQuery): Promise<Uint8Array> {
  const metadata = new peer.QueryResponseMetadata();
  metadata.setFetchedRecordsCount(query.returned);
  metadata.setBookmark(await query.cursor.bookmark());
  return metadata.serializeBinary();
}

interface ResponseParts {
  readonly id: string;
  readonly rows: readonly Uint8Array[];
  readonly more: boolean;
  readonly metadata?: Uint8Array | undefined;
}

function response({ id, rows, more, metadata }: ResponseParts): Uint8Array {
  const message = new peer.QueryResponse();
  message.setId(id);
  message.setHasMore(more);
  message.setResultsList(rows.map(resultBytes));
  if (metadata !== undefined) message.setMetadata(metadata);
  return message.serializeBinary();
}

function resultBytes(row: Uint8Array): peer.QueryResultBytes {
  const bytes = new peer.QueryResultBytes();
  bytes.setResultbytes(row);
  return bytes;
}

/** The answer to a chaincode that closes a query. */
export function closedResponse(id: string): Uint8Array {
  return response({ id, rows: [], more: false });
}
