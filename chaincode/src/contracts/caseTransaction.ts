// SPDX-License-Identifier: Apache-2.0
import type { Context } from 'fabric-contract-api';
import type { z } from 'zod';
import type { StepCommandName } from '../domain/applications/decide';
import { caseCommands } from '../protocol/schemas/commands';
import type { CaseCommand } from '../protocol/schemas/commands';
import { stepCase } from './caseStep';
import { submitOnce } from './submission';

/** A transaction for a command on a case. */
export const step = (context: Context, command: StepCommandName, request: string): Promise<string> => {
  const schema: z.ZodType<CaseCommand<StepCommandName>> = caseCommands[command];
  return submitOnce(context, { name: `application:${command}`, schema, request }, (body, call) =>
    stepCase(command, body, call),
  );
};
