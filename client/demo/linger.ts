import { dayOf, type Instant } from '../../domain/time.ts';
import { createAccount, invite } from '../../ledger/accounts.ts';
import { listPeople, type PersonListing } from '../../ledger/people.ts';
import type { Stack } from '../../worker/stack.ts';
import { invitationLink } from '../api/first-start.ts';
import type { HuitoukanClient } from '../client.ts';
import { serveWeb, tellAddress } from '../web.ts';

/**
 * Leaves the demo running for a look, until it is asked to stop: the page as on the last day played, with a one-time link
 * for everybody who holds a post by then. No password comes with it.
 */
export const linger = async (client: HuitoukanClient, stack: Stack, until: Instant, asked: Promise<void>): Promise<void> => {
  const began = Date.now();
  // The page's day is that of the play, and goes on from there.
  const now = (): Instant => until + (Date.now() - began);
  const web = await serveWeb(client, stack.folder.path, { port: 0, now }, 'warn');
  stack.folder.announce({ webAddress: web.address });
  try {
    console.log('\n演示保持运行，按 Ctrl-C 结束 / left running for a look; Ctrl-C ends it');
    console.log(`  引擎页面 / the engine's page: ${stack.uiAddress ?? '-'}`);
    console.log(`  命令行 / command line: npx huitoukan issue list --data ${stack.folder.path}`);
    tellAddress(web);
    const people = (await listPeople(client.ledger, dayOf(until))).filter(({ posts }) => posts.length > 0);
    if (people.length > 0) console.log('  每人一个一次性登录链接 / a one-time link to sign in as each of them:');
    for (const person of people) console.log(`  ${named(person)} ${await linkFor(client, person, web.address, now())}`);
    await Promise.race([asked, stack.broken]);
  } finally {
    await web.stop();
  }
};

const named = ({ name, posts }: PersonListing): string => `${name}（${posts.map(({ title }) => title).join('、')}）`;

const linkFor = async ({ ledger }: HuitoukanClient, { id, name }: PersonListing, address: string, now: Instant): Promise<string> => {
  const account = await createAccount(ledger, { username: id, name, person: id, administrator: false });
  return invitationLink(address, (await invite(ledger, account, 'demo', now)).token);
};
