// SPDX-License-Identifier: Apache-2.0
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { certificateDomain } from '@registry/chaincode/protocol';
import { signerOf, VerifierCalls } from './evm/calls';
import { compileVerifier } from './evm/compile';
import { agreedProof, agreedRoots, currentList, endorsementsOf } from './evm/gateways';

const USAGE = `npm run evm -- [options]
Writes what somebody needs who deploys the verifier of certificates on an EVM chain, or feeds one: its code and interface,
and the bytes of the calls that publish the trust list in force and the status root that all the gateways find. Sends
nothing to a chain: that any wallet or tool does.
  --url URL            a gateway, one option each, at least one (such as http://127.0.0.1:8410)
  --certificate N      also the call that checks this certificate under that status root
  --out FILE           default: certificate-verifier.json`;

interface Options {
  readonly urls: readonly [string, ...string[]];
  readonly certificate?: string | undefined;
}

/** The status root, and the check of a certificate under it where one is named. */
const statusCalls = async (calls: VerifierCalls, { urls, certificate }: Options): Promise<object> => {
  if (certificate === undefined) {
    const roots = await agreedRoots(urls);
    const [root] = roots as readonly [(typeof roots)[number]];
    return { publishStatusRoot: calls.statusRoot(root, endorsementsOf(roots)) };
  }
  const { list } = await currentList(urls[0]);
  const { proof, roots } = await agreedProof(urls, certificate);
  return {
    publishStatusRoot: calls.statusRoot(proof.statusRoot, endorsementsOf(roots)),
    verify: calls.verify({ ...proof, place: list }),
  };
};

/** Everything that a deployment takes, and what goes with it. */
const describeVerifier = async (options: Options): Promise<object> => {
  const compiled = compileVerifier();
  const calls = new VerifierCalls(compiled);
  const { list, signatures } = await currentList(options.urls[0]);
  const supervisor = signerOf(list, signatures);
  return {
    abi: compiled.abi,
    constructorArguments: { registerSalt: certificateDomain(list).salt, firstSupervisor: supervisor },
    creation: calls.creation(list, supervisor),
    trustList: list.version,
    calls: {
      publishTrustList: calls.trustList(list, signatures.eip712),
      ...(await statusCalls(calls, options)),
    },
  };
};

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: {
      url: { type: 'string', multiple: true, default: [] },
      certificate: { type: 'string' },
      out: { type: 'string', default: 'certificate-verifier.json' },
      help: { type: 'boolean', default: false },
    },
  });
  const [first, ...others] = values.url;
  if (values.help || first === undefined) {
    console.log(USAGE);
    return;
  }
  const described = await describeVerifier({ urls: [first, ...others], certificate: values.certificate });
  writeFileSync(values.out, `${JSON.stringify(described, undefined, 2)}\n`);
  console.log(`Written to ${values.out}`);
};

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
