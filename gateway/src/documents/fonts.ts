// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';

const FOLDER = '@expo-google-fonts/noto-sans-sc';
const FILES = {
  regular: `${FOLDER}/400Regular/NotoSansSC_400Regular.ttf`,
  bold: `${FOLDER}/700Bold/NotoSansSC_700Bold.ttf`,
} as const;

const read = new Map<string, Buffer>();

/** A weight of Noto Sans SC, 10 MB of it: read when the first document is drawn, then kept. */
export const fontNamed = (name: keyof typeof FILES): Buffer => {
  const font = read.get(name) ?? readFileSync(require.resolve(FILES[name]));
  read.set(name, font);
  return font;
};
