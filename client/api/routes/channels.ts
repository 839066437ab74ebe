import { z } from 'zod';
import { loadChannelSettings } from '../../../worker/channel-settings.ts';
import { listChannels, type ChannelEntry } from '../../channel-list.ts';
import { testChannel } from '../../channel-test.ts';
import { isInTrouble, standingInWords } from '../../channel-words.ts';
import { route } from '../route.ts';
import { bilingual } from '../schemas.ts';

const channelSchema = z
  .object({
    id: z.string(),
    kind: z.string(),
    host: z.string(),
    units: z.array(z.string()),
    posts: z.array(z.string()),
    limits: z.array(z.object({ count: z.int(), seconds: z.number() })),
    /** How it fared last; null: nothing was sent by it yet. */
    standing: bilingual.nullable(),
    troubled: z.boolean(),
  })
  .meta({ id: 'Channel' });

const inWords = ({ id, kind, host, units, posts, limits, standing }: ChannelEntry): z.input<typeof channelSchema> => ({
  id,
  kind,
  host,
  units: [...units],
  posts: [...posts],
  limits: [...limits],
  standing: standing === null ? null : standingInWords(standing),
  troubled: standing !== null && isInTrouble({ channel: id, ...standing }),
});

/** Mail and group robots: how they fare, and a test message. Keys are never shown. */
export const channelRoutes = {
  'GET /api/channels': route({
    summary: '通知通道及其近况（不显示密钥）/ channels and how they fare; no keys',
    answer: z.object({ prefer: z.string(), channels: z.array(channelSchema) }),
    handle: async ({ api }) => {
      const settings = loadChannelSettings(api.dataFolder);
      return { prefer: settings.prefer, channels: (await listChannels(settings, api.client.ledger)).map(inWords) };
    },
  }),

  'POST /api/channels/:name/test': route({
    summary: '经该通道发一条测试消息 / sends one test message over it',
    params: z.object({ name: z.string().min(1).max(64) }),
    body: z.strictObject({ to: z.email().max(200).optional(), person: z.string().max(64).optional() }),
    answer: z.object({ answer: z.string() }),
    perMinute: 6,
    handle: async ({ api, params, body }) => {
      const { to, person } = body;
      return { answer: await testChannel(loadChannelSettings(api.dataFolder), params.name, { at: api.now(), ...(to === undefined ? {} : { to }), ...(person === undefined ? {} : { person }) }) };
    },
  }),
};
