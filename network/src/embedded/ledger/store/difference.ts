// SPDX-License-Identifier: Apache-2.0
import { openDatabase, storeError, type Database } from './database';
import { databaseFolder } from './openStore';

const nameOf = (key: Buffer): string => JSON.stringify(key.toString('utf8'));

const compare = async (left: Database, right: Database): Promise<string | undefined> => {
  const others = right.iterator();
  try {
    for await (const [key, value] of left.iterator()) {
      const other = await others.next();
      if (other?.[0].equals(key) !== true)
        return `record ${nameOf(key)} or one before it is missing or not accounted for`;
      if (!other[1].equals(value)) return `record ${nameOf(key)} is another one`;
    }
    const [extra] = (await others.next()) ?? [];
    return extra && `record ${nameOf(extra)} is missing`;
  } catch (cause) {
    throw storeError(left.location, cause);
  } finally {
    await others.close();
  }
};

/** The first record in which two ledgers at rest differ, in words; undefined where they hold the same. */
export const firstDifference = async (folder: string, other: string): Promise<string | undefined> => {
  const left = await openDatabase(databaseFolder(folder), false);
  try {
    const right = await openDatabase(databaseFolder(other), false);
    return await compare(left, right).finally(() => right.close());
  } finally {
    await left.close();
  }
};
