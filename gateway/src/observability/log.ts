// SPDX-License-Identifier: Apache-2.0
import pino, { type DestinationStream, type Logger } from 'pino';

/**
 * Names under which secrets or personal data could reach a log line. Nothing is meant to log them; this is the second
 * line. Each is looked for at the top, one and two levels down.
 */
export const REDACTED = [
  'password',
  'token',
  'authorization',
  'cookie',
  'privateKey',
  'private_key',
  'salt',
  'opening',
  'form',
  'body',
  'phone',
  'address',
  'idNumber',
  'contactName',
  'applicantName',
  'legalRepresentative',
] as const;

const paths = REDACTED.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

interface ServiceDetail {
  readonly code?: unknown;
  readonly cause?: unknown;
}

/** Of an error only its kind, its code, where it came from and its causes: messages may quote what a person sent. */
export function describeError(error: unknown, depth = 3): object {
  if (!(error instanceof Error)) return { name: typeof error };
  const { code, cause } = error as ServiceDetail;
  const frames = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  return {
    name: error.name,
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    at: frames.slice(0, 6).map((line) => line.trim()),
    ...(cause === undefined || depth === 0 ? {} : { cause: describeError(cause, depth - 1) }),
  };
}

/** Lines that could not be written are kept, up to so many bytes. */
const MOST_UNWRITTEN = 1_048_576;

/** A log that cannot be written, as on a full disk, ends nothing else. */
function standardOutput(): DestinationStream {
  const output = pino.destination({ dest: 1, sync: true, maxLength: MOST_UNWRITTEN });
  output.on('error', () => undefined);
  return output;
}

/**
 * The gateway's log: JSON lines. `error`: someone must act; `warn`: it was tried again; `info`: a step of business.
 *
 * @param destination - standard output unless a test collects the lines
 */
export function newLog(options: { level: string; organization: string }, destination?: DestinationStream): Logger {
  const settings = {
    level: options.level,
    base: { organization: options.organization },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths, censor: '[redacted]' },
    serializers: { err: (error: unknown): object => describeError(error) },
  };
  return pino(settings, destination ?? standardOutput());
}
