import { dayOf, type Instant } from '../../domain/time.ts';
import type { Stack } from '../../worker/stack.ts';
import type { HuitoukanClient } from '../client.ts';
import { serveWeb, tellAddress } from '../web.ts';
import { demoPeople } from './demo-people.ts';

/**
 * Leaves the demo running for a look, until it is asked to stop: the page as on the last day played, with a button for
 * everybody who has a part in it by then. No password comes with it.
 */
export const linger = async (client: HuitoukanClient, stack: Stack, until: Instant, asked: Promise<void>): Promise<void> => {
  const began = Date.now();
  // The page's day is that of the play, and goes on from there.
  const now = (): Instant => until + (Date.now() - began);
  const people = await demoPeople(client.ledger, dayOf(until));
  const web = await serveWeb(client, stack.folder.path, { port: 0, now }, 'warn', people);
  stack.folder.announce({ webAddress: web.address });
  try {
    console.log('\n演示保持运行，按 Ctrl-C 结束 / left running for a look; Ctrl-C ends it');
    console.log(`  引擎页面 / the engine's page: ${stack.uiAddress ?? '-'}`);
    console.log(`  命令行 / command line: npx huitoukan issue list --data ${stack.folder.path}`);
    tellAddress(web);
    console.log(`  登录页上可直接以${people.length}个角色之一登录（仅演示有）/ the sign-in page has a button for each of ${people.length} people (in a demo only)`);
    await Promise.race([asked, stack.broken]);
  } finally {
    await web.stop();
  }
};
