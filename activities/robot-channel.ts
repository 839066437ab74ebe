import type { Traveller } from '../ledger/delivery-roads.ts';
import { plain, writeChat } from './robot-text.ts';
import { classifyAnswer } from './robot-answers.ts';
import { ROBOT_PROVIDERS } from './robot-providers.ts';
import { postJson, ROBOT_TIMEOUTS, type RobotTimeouts } from './robot-request.ts';
import type { ChannelSettings, RobotSettings } from './robot-settings.ts';
import type { Channel, OutgoingMessage, SendOutcome } from './channel.ts';

/** The name that deliveries keep for a robot. */
export const robotName = (id: string): string => `robot:${id}`;

export type RobotOptions = {
  readonly people: ChannelSettings['people'];
  readonly timeouts?: RobotTimeouts;
  /** The process's clock, for signatures: the other side compares with its own. */
  readonly wallClock?: () => number;
};

/** A group robot as a channel: one message, one attempt; the answer's body decides. */
export const createRobotChannel = (robot: RobotSettings, { people, timeouts = ROBOT_TIMEOUTS, wallClock = Date.now }: RobotOptions): Channel => {
  const provider = ROBOT_PROVIDERS[robot.kind];
  const limits = robot.limits?.map(({ count, seconds }) => ({ count, windowMs: seconds * 1000 })) ?? provider.limits;
  const webhook = new URL(robot.webhook);
  const requestOf = (message: OutgoingMessage) => {
    const { mobile, userId } = people[message.to.person] ?? {};
    const mention = { name: plain(message.to.name), mobile, userId };
    return provider.request({ webhook, secret: robot.secret, text: writeChat(message.lines, robot), mention, at: wallClock() });
  };
  return {
    name: robotName(robot.id),
    robot: { limits, patienceMs: robot.patienceMinutes * 60_000 },
    send: async (message, moment) => {
      const request = requestOf(message);
      if (request === null) return { kind: 'rejected', response: 'the numbers of its issues alone are too long for one message' };
      const end = await postJson(request.url, request.body, moment, timeouts);
      return end.end === 'not_handed_over' ? { kind: 'not_handed_over' } : withoutSecrets(classifyAnswer(end, provider.answers), robot);
    },
  };
};

/** What is recorded of an answer holds nothing that would let its reader speak as the robot. */
const withoutSecrets = (outcome: SendOutcome, { webhook, secret }: RobotSettings): SendOutcome => {
  const url = new URL(webhook);
  const keys = [webhook, secret, ...url.searchParams.values(), url.pathname.split('/').at(-1)].filter((key) => key !== undefined && key.length >= 8);
  const clean = (text: string): string => keys.reduce<string>((rest, key) => rest.replaceAll(key ?? '', '***'), text);
  if (outcome.kind === 'uncertain') return { ...outcome, reason: clean(outcome.reason) };
  return 'response' in outcome ? { ...outcome, response: clean(outcome.response) } : outcome;
};

/**
 * Which robot tells a notice: the one that the person names, else (`chat`) the one of a post that the person holds, else the
 * one of such a post's unit; null is mail: who prefers nothing else, has no robot, or gets what is not for a group.
 */
export const makeChooser =
  ({ prefer, people, robots }: ChannelSettings) =>
  ({ recipient, kind, posts }: Traveller): string | null => {
    const wish = people[recipient]?.channel ?? prefer;
    if (wish === 'mail') return null;
    const robot =
      wish === 'chat'
        ? (robots.find((one) => posts.some((post) => one.posts.includes(post.id))) ?? robots.find((one) => posts.some((post) => one.units.includes(post.unit))))
        : robots.find((one) => one.id === wish);
    return robot !== undefined && robot.kinds.some((one) => one === kind) ? robotName(robot.id) : null;
  };
