// SPDX-License-Identifier: Apache-2.0
import { readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { RequestListener } from 'node:http';
import { listen, listenMutual } from '../../../gateway/src/http/listen';
import type { Listener } from '../../../gateway/src/http/listen';
import { PartnerDoor, PartnerHasNone, PartnerUnreachable } from '../../../gateway/src/partners/askPartner';
import { PartnersFileUnusable, readPartnersFile } from '../../../gateway/src/partners/partnersFile';
import type { PartnerSettings } from '../../../gateway/src/partners/partnersFile';
import { newSide, writePartners } from '../../support/partners';
import type { Side } from '../../support/partners';

const HOST = '127.0.0.1';
const never = new AbortController().signal;

let [north, south, stranger]: Side[] = [];
/** What each side's file says of the other. */
let settings: Record<'north' | 'stranger' | 'south', PartnerSettings>;
beforeAll(async () => {
  [north, south, stranger] = await Promise.all(['north', 'south', 'stranger'].map(newSide));
  settings = {
    north: readPartnersFile(writePartners(north!, south!, 'south')),
    south: readPartnersFile(writePartners(south!, north!, 'north')),
    stranger: readPartnersFile(writePartners(stranger!, south!, 'south')),
  };
});
afterAll(() => Promise.all([north, south, stranger].map((side) => rm(side!.folder, { recursive: true, force: true }))));

describe('asking a partner', () => {
  let asked: string[];
  let listener: Listener;
  const answers: Record<string, RequestListener> = {
    '/page': (_req, res) => res.end('{"is":"fine"}'),
    '/none': (_req, res) => res.writeHead(404).end(),
    '/broken': (_req, res) => res.writeHead(500).end('{}'),
    '/elsewhere': (_req, res) => res.writeHead(302, { location: '/page' }).end(),
    '/cut': (_req, res) => {
      res.writeHead(200, { 'content-length': '100' }).write('half');
      setTimeout(() => res.destroy(), 20);
    },
    '/endless': (_req, res) => {
      const more = (): void => {
        while (!res.destroyed && res.write(Buffer.alloc(1 << 20)));
        if (!res.destroyed) res.once('drain', more);
      };
      more();
    },
  };
  beforeAll(async () => {
    const place = settings.south.listen!;
    listener = await listenMutual(
      (req, res) => {
        asked.push(req.url!);
        answers[req.url!]!(req, res);
      },
      place,
      place,
    );
  });
  afterAll(() => listener.close());
  beforeEach(() => {
    asked = [];
  });

  const ask = async (path: string, with_: Partial<PartnerSettings> = {}, ca?: string): Promise<string> => {
    const { client, partners } = { ...settings.north, ...with_ };
    const door = new PartnerDoor({ ...partners[0]!, ...(ca !== undefined && { ca }) }, client);
    try {
      return await door.ask(path, never);
    } finally {
      door.close();
    }
  };

  it('gets its answer, each knowing the other', async () => {
    expect(await ask('/page')).toBe('{"is":"fine"}');
  });

  it('tells what there is not from what could not be had', async () => {
    await expect(ask('/none')).rejects.toBeInstanceOf(PartnerHasNone);
    await expect(ask('/broken')).rejects.toThrow('it answered 500');
    await expect(ask('/cut')).rejects.toBeInstanceOf(PartnerUnreachable);
  });

  it('follows to no other address, and reads no answer without end', async () => {
    await expect(ask('/elsewhere')).rejects.toThrow('it answered 302');
    expect(asked).toEqual(['/elsewhere']);
    await expect(ask('/endless')).rejects.toThrow('its answer is too long');
  });

  it('is refused without a certificate, or with one of another authority', async () => {
    await expect(ask('/page', { client: { certificate: '', key: '' } })).rejects.toBeInstanceOf(PartnerUnreachable);
    await expect(ask('/page', { client: settings.stranger.client })).rejects.toBeInstanceOf(PartnerUnreachable);
    expect(asked).toEqual([]);
  });

  it('says nothing to who is not the partner', async () => {
    await expect(ask('/page', {}, stranger!.ca)).rejects.toBeInstanceOf(PartnerUnreachable);
    const plain = await listen((_req, res) => res.end('{"is":"fine"}'), HOST, 0);
    const [partner] = settings.north.partners;
    const elsewhere = [{ ...partner!, url: `https://${HOST}:${String(plain.port)}` }];
    await expect(ask('/page', { partners: elsewhere })).rejects.toBeInstanceOf(PartnerUnreachable);
    await plain.close();
    expect(asked).toEqual([]);
  });

  it('ends when it is to end', async () => {
    const door = new PartnerDoor(settings.north.partners[0]!, settings.north.client);
    await expect(door.ask('/page', AbortSignal.abort())).rejects.toBeInstanceOf(PartnerUnreachable);
    door.close();
  });
});

describe('the file that names the partners', () => {
  const good = (): Record<string, unknown> =>
    JSON.parse(readFileSync(join(north!.folder, 'partners.json'), 'utf8')) as Record<string, unknown>;
  const reading = (content: unknown) => (): unknown => {
    const path = join(north!.folder, 'other.json');
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
    return readPartnersFile(path);
  };
  const withPartner = (changes: object): object => {
    const { partners, ...rest } = good() as { partners: object[] };
    return { ...rest, partners: [{ ...partners[0], ...changes }] };
  };

  it('is read with the files that it names', () => {
    expect(settings.north.partners).toEqual([
      { ledgerId: 'south', url: `https://${HOST}:${String(south!.port)}`, ca: south!.ca },
    ]);
    expect(settings.north.listen).toMatchObject({ port: north!.port, clientCa: south!.ca });
    const { client, partners } = good();
    expect(reading({ client, partners })()).not.toHaveProperty('listen');
  });

  it.each<[string, () => unknown, string]>([
    ['no JSON', () => '{', 'does not name partners'],
    ['a partner without TLS', () => withPartner({ url: 'http://127.0.0.1:1' }), 'url'],
    ['an address with a path', () => withPartner({ url: 'https://127.0.0.1:1/x' }), 'must be an origin'],
    ['a file that is not there', () => withPartner({ ca: 'none.ca' }), 'cannot be read: none.ca'],
    ['a partner without a name', () => withPartner({ ledgerId: '' }), 'must be the id of a ledger'],
    ['more than it may say', () => ({ ...good(), more: 1 }), 'more'],
    [
      'an address twice',
      () => {
        const { partners, ...rest } = good() as { partners: object[] };
        return { ...rest, partners: [...partners, ...partners] };
      },
      'each address once',
    ],
  ])('is refused with %s', (_, content, words) => {
    expect(reading(content())).toThrow(PartnersFileUnusable);
    expect(reading(content())).toThrow(words);
  });
});
