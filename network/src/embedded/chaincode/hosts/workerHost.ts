// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import { join, sep } from 'node:path';
import { Worker } from 'node:worker_threads';
import { ChaincodeStream, STREAM_TERMINATED } from '../stream';
import type { Completion, Invocation } from '../wire';
import type { ChaincodeHost, HostOptions } from './host';
import { isParcel, Outbox } from './portable';

/** Fabric's text for a transaction that ran too long. */
const TIMED_OUT = 'timeout expired while executing transaction';
/** Contracts hold no state of their own; a thread that needs more has lost control. */
const HEAP_MEGABYTES = 256;
/** What a transaction leaves behind is short-lived: a small nursery keeps the threads small at no cost to be seen. */
const NURSERY_MEGABYTES = 6;

interface Running {
  readonly worker: Worker;
  readonly stream: ChaincodeStream;
}

/**
 * Runs the chaincode in a thread of its own, with an environment of its own. The thread is started at once, and anew
 * for the next transaction after it ended: by itself, by breaking the protocol, or by overstaying a transaction's time.
 * @throws the chaincode's own error where it cannot be loaded
 */
export async function newWorkerHost(options: HostOptions): Promise<ChaincodeHost> {
  const host = new WorkerHost(options);
  await host.start();
  return host;
}

class WorkerHost implements ChaincodeHost {
  readonly #options: HostOptions;
  #running: Running | undefined;
  #stopped = false;

  constructor(options: HostOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    await this.#launch().stream.ready;
  }

  async execute(invocation: Invocation): Promise<Completion> {
    if (this.#stopped) throw new Error(`error sending: ${STREAM_TERMINATED}`);
    const running = this.#running ?? this.#launch();
    await running.stream.ready;
    const timer = setTimeout(() => {
      running.stream.abort(invocation.txId, TIMED_OUT);
      this.#end(running, TIMED_OUT);
    }, this.#options.timeoutMs);
    try {
      return await running.stream.execute(invocation);
    } finally {
      clearTimeout(timer);
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    const running = this.#running;
    if (running === undefined) return;
    this.#running = undefined;
    running.stream.end();
    await running.worker.terminate();
  }

  #launch(): Running {
    const { chaincode, chaincodePath, mspId } = this.#options;
    const worker = new Worker(workerFile(), {
      workerData: { chaincodePath },
      // Nothing of the engine's environment is the chaincode's business.
      env: { CORE_PEER_LOCALMSPID: mspId, CORE_CHAINCODE_ID_NAME: chaincode },
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES, maxYoungGenerationSizeMb: NURSERY_MEGABYTES },
      stdout: true,
      stderr: true,
    });
    const outbox = new Outbox((parcel) => {
      worker.postMessage(parcel);
    });
    const stream = new ChaincodeStream({
      chaincode,
      send: (message) => {
        outbox.send(message);
      },
      onBroken: (error) => {
        this.#end(running, error.message);
      },
    });
    const running: Running = { worker, stream };
    this.#running = running;
    this.#listen(running);
    return running;
  }

  #listen(running: Running): void {
    const { worker, stream } = running;
    worker.on('message', (parcel: unknown) => {
      if (isParcel(parcel)) for (const message of parcel) stream.receive(message);
      else this.#end(running, 'the chaincode sent something that is no message');
    });
    worker.on('error', (error: unknown) => {
      this.#end(running, error instanceof Error ? error.message : String(error));
    });
    worker.on('exit', () => {
      this.#end(running, STREAM_TERMINATED);
    });
    for (const output of [worker.stdout, worker.stderr]) {
      output.setEncoding('utf8').on('data', (text: string) => {
        this.#options.onOutput(text.trimEnd());
      });
    }
  }

  #end(running: Running, reason: string): void {
    if (this.#running !== running) return;
    this.#running = undefined;
    if (!this.#stopped) this.#options.onEnd(reason);
    running.stream.end(reason);
    void running.worker.terminate();
  }
}

/** Threads run compiled files; tests that run the sources start them from the built ones. */
function workerFile(): string {
  const beside = join(__dirname, 'workerMain.js');
  if (existsSync(beside)) return beside;
  const built = join(__dirname.replace(`${sep}src${sep}`, `${sep}dist${sep}`), 'workerMain.js');
  if (existsSync(built)) return built;
  throw new Error(`${built} is missing: build the network workspace first`);
}
