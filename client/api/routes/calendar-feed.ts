import { z } from 'zod';
import { refuse } from '../../../domain/refusal.ts';
import { listFeeds, revokeFeed, type CalendarFeed } from '../../../ledger/calendar-feeds.ts';
import { feedFile } from '../../calendar-feed/feed.ts';
import { takeFeed } from '../../calendar-feed/print-feed.ts';
import { issueFeedToken } from '../../calendar-feed/tokens.ts';
import { personOf } from '../act-options.ts';
import { keeperOf } from '../keeper.ts';
import { route } from '../route.ts';
import { DONE, done, flagSchema, instantSchema, personParams } from '../schemas.ts';
import { ICS, sendFile } from '../send-file.ts';

const feedSchema = z.object({ person: z.string(), titles: z.boolean(), issuedAt: instantSchema, issuedBy: z.string() }).meta({ id: 'CalendarFeed' });
const shown = ({ personId, titles, issuedAt, issuedBy }: CalendarFeed): z.output<typeof feedSchema> => ({ person: personId, titles, issuedAt, issuedBy });
const isLive = ({ revokedAt }: CalendarFeed): boolean => revokedAt === null;
const titlesSchema = z.boolean().default(false).meta({ description: '日程写明问题原文（会经外部日历服务器）/ the entries tell what a finding says' });

/** A person's dates for a calendar program (.ics), behind a secret address: each makes one for himself, the office may take it away. */
export const calendarFeedRoutes = {
  // Not in the path: what a path says stands in logs on the way.
  'GET /calendar.ics': route({
    summary: '个人日历（iCalendar），凭秘密地址 / a person’s dates, by the secret in the address',
    query: z.strictObject({ t: z.string().max(100) }),
    answer: z.unknown(),
    raw: { contentType: ICS },
    head: true,
    perMinute: 60,
    handle: async ({ api, query, reply }) => {
      const file = (await feedFile(api.client.ledger, query.t, api.now())) ?? refuse('UNKNOWN_FEED', '订阅地址无效或已撤销，请重新开通', 'this address is not valid or was revoked; make a new one');
      sendFile(reply, ICS, 'huitoukan.ics', Buffer.from(file));
      return undefined;
    },
  }),

  'GET /api/me/calendar-feed': route({
    summary: '我的日历订阅 / whether there is a feed of my own; its address is shown once, when it is made',
    answer: z.object({ feed: feedSchema.nullable() }),
    handle: async ({ api, viewer }) => {
      const live = viewer.person === null ? undefined : (await listFeeds(api.client.ledger, viewer.person)).find(isLive);
      return { feed: live === undefined ? null : shown(live) };
    },
  }),

  'POST /api/me/calendar-feed': route({
    summary: '开通我的日历订阅，地址只显示一次，原有地址作废 / a secret address, shown this once; an earlier one stops working',
    body: z.strictObject({ titles: titlesSchema }),
    answer: z.object({ address: z.string(), revoked: z.int() }),
    status: 201,
    perMinute: 10,
    handle: async ({ api, body, viewer, reply }) => {
      const person = personOf(viewer);
      const { path, revoked } = await issueFeedToken(api.client.ledger, { person, titles: body.titles, by: person, at: api.now() });
      void reply.header('cache-control', 'no-store');
      return { address: `${api.address()}${path}`, revoked };
    },
  }),

  'GET /api/me/calendar-feed/file': route({
    summary: '我的日历文件（.ics），不必订阅 / my dates as a file, without a feed',
    query: z.strictObject({ titles: flagSchema.default(false) }),
    answer: z.unknown(),
    raw: { contentType: ICS },
    perMinute: 30,
    handle: async ({ api, query, viewer, reply }) => {
      const person = personOf(viewer);
      const { ics } = await takeFeed(api.client.ledger, { person, titles: query.titles, by: person }, api.now());
      sendFile(reply, ICS, `整改日程-${person}.ics`, Buffer.from(ics));
      return undefined;
    },
  }),

  'GET /api/calendar-feeds': route({
    summary: '谁开通了日历订阅 / whose feeds are open',
    answer: z.object({ feeds: z.array(feedSchema) }),
    handle: async ({ api }) => ({ feeds: (await listFeeds(api.client.ledger)).filter(isLive).map(shown) }),
  }),

  'DELETE /api/people/:person/calendar-feed': route({
    summary: '撤销一个人的日历订阅，地址立即失效 / the address stops working at once',
    params: personParams,
    answer: done,
    handle: async ({ api, params, viewer }) => {
      await revokeFeed(api.client.ledger, params.person, await keeperOf(api, viewer), api.now());
      return DONE;
    },
  }),
};
