import { standingOf, VOID_REASONS, type Draw } from './draw-life.ts';
import type { PartyRef } from './party.ts';
import { gate, type DeliveryHours } from './ladder.ts';
import type { Notice } from './notices.ts';
import type { RoundRole } from './policy-schema.ts';
import { partiesOfRound, type RoundHead } from './round/state.ts';
import { seatsFrom } from './seats.ts';
import { dayOf, instantInWords, type Day, type Instant } from './time.ts';

/** What a notice of a draw is about; the delivery's topic. */
export type DrawTopic = 'draw-announced' | 'draw-committed' | 'draw-revealed' | 'draw-void';

export const DRAW_TOPIC_NAMES: Readonly<Record<DrawTopic, { readonly zh: string; readonly en: string }>> = {
  'draw-announced': { zh: '公告回头看抽签', en: 'a draw for look-backs is announced' },
  'draw-committed': { zh: '抽签已承诺', en: 'the draw is committed to' },
  'draw-revealed': { zh: '抽签结果', en: 'the draw is made' },
  'draw-void': { zh: '抽签作废', en: 'the draw is void' },
};

/** A round as its draws see it. `heads`: of every unit that has issues in it. */
export type DrawnRound = DeliveryHours & { readonly head: Pick<RoundHead, 'parties'>; readonly heads: readonly PartyRef[] };

type News = { readonly topic: DrawTopic; readonly told: 'announced' | 'committed' | 'revealed' | 'void'; readonly step: string; readonly at: Instant; readonly words: string };

/**
 * What is to be told of a draw as it stands at `now`, to those whom the policy names: its newest step, or that it has lapsed.
 * Which issues it concerns stands in no notice before they are drawn; nobody knows it before.
 */
export const drawNotices = (draw: Draw, now: Instant, round: DrawnRound): readonly Notice[] => {
  const news = newsOf(draw, now);
  const parties = partiesOfRound(round.head);
  const seats = (role: RoundRole): readonly (readonly PartyRef[])[] => {
    const own = seatsFrom({ parties }, role);
    if (role !== 'head') return [own];
    // Several units in one round: each head hears of it, and whoever stands above a vacant one.
    return [...new Set([...(parties.head === null ? [] : [parties.head]), ...round.heads])].map((head) => [head, ...own.filter((seat) => seat !== parties.head)]);
  };
  return round.policy.lookBack.draw.tell[news.told].flatMap((role) =>
    seats(role).map((to): Notice => ({
      cycle: 1,
      step: news.step,
      role,
      to,
      kind: news.topic === 'draw-void' ? 'urging' : 'information',
      topic: news.topic,
      day: dayFor(draw, news, role),
      light: null,
      acknowledge: false,
      alone: news.topic === 'draw-void',
      notBefore: gate(round, news.at),
      origin: 'event',
      words: news.words,
    })),
  );
};

/** By when whoever reads it has something to do. */
const dayFor = ({ announced }: Draw, { topic }: News, role: RoundRole): Day | null => {
  if (role !== 'team') return null;
  return topic === 'draw-announced' ? dayOf(announced.commitBy) : topic === 'draw-committed' ? dayOf(announced.revealBy) : null;
};

const newsOf = (draw: Draw, now: Instant): News => {
  const { announced, committed, revealed, voided } = draw;
  const { standing, why } = standingOf(draw, now);
  const step = (event: { readonly seq: number }): string => `event:${event.seq}`;
  if (revealed !== null) return { topic: 'draw-revealed', told: 'revealed', step: step(revealed), at: revealed.at, words: drawnInWords(revealed) };
  if (standing === 'void' && why !== null) {
    const lapsedAt = why === 'not-committed' ? announced.commitBy : announced.revealBy;
    const { zh, en } = VOID_REASONS[why];
    return { topic: 'draw-void', told: 'void', step: voided === null ? `lapsed:${why}` : step(voided), at: voided?.at ?? lapsedAt, words: `${zh} / ${en}` };
  }
  const when = instantInWords(announced.instant);
  const reveal = instantInWords(announced.revealBy);
  if (committed !== null) return { topic: 'draw-committed', told: 'committed', step: step(committed), at: committed.at, words: `${when}抽签，${reveal}前公布密语 / drawn at ${when}, to be revealed by ${reveal}` };
  const commit = instantInWords(announced.commitBy);
  const instead = announced.inPlaceOf === null ? '' : `；代替已作废的${announced.inPlaceOf.slice('draw/'.length)} (in place of a void one)`;
  const words = `${when}抽签，每层抽${announced.sharePercent}%（向上取整），巡察组于${commit}前承诺、${reveal}前公布密语 / drawn at ${when}, ${announced.sharePercent} % of each stratum; to be committed to by ${commit}, revealed by ${reveal}${instead}`;
  return { topic: 'draw-announced', told: 'announced', step: step(announced), at: announced.at, words };
};

/** A mail names so many of those drawn; all of them stand in the list of draws. */
const NAMED = 40;

const drawnInWords = ({ drawn, candidates }: NonNullable<Draw['revealed']>): string => {
  const numbers = drawn.slice(0, NAMED).map((issue) => issue.slice(issue.lastIndexOf('/') + 1));
  const list = numbers.length === 0 ? '' : `：第${numbers.join('、')}号${drawn.length > NAMED ? '等' : ''}`;
  return `${candidates.length}个已销号问题中抽中${drawn.length}个${list}；任何人可重抽核验 / ${drawn.length} of ${candidates.length} drawn; anybody can repeat it`;
};
