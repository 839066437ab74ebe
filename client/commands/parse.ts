import { InvalidArgumentError } from 'commander';
import { refuse } from '../../domain/refusal.ts';
import { HOUR_MS, isDay, MINUTE_MS, startOfDay, type Day, type Instant } from '../../domain/time.ts';
import type { PartyRef } from '../../domain/party.ts';

/** `r1/3` or `issue/r1/3`, as the ledger names it. @throws Refusal USAGE */
export const issueIdFrom = (text: string): string => {
  const match = /^(?:issue\/)?([^/\s]+)\/([^/\s]+)$/.exec(text);
  if (match !== null) return `issue/${match[1]}/${match[2]}`;
  return refuse('USAGE', `问题写作“轮次/编号”，如 r1/3（收到“${text}”）`, `an issue is written ROUND/NUMBER, such as r1/3 (got "${text}")`, { argument: text });
};

/** `r1/2` or `draw/r1/2`: the second draw of a round. @throws Refusal USAGE */
export const drawIdFrom = (text: string): string => {
  const match = /^(?:draw\/)?([^/\s]+)\/(\d+)$/.exec(text);
  if (match !== null) return `draw/${match[1]}/${match[2]}`;
  return refuse('USAGE', `抽签写作“轮次/第几次”，如 r1/2（收到“${text}”）`, `a draw is written ROUND/N, such as r1/2 (got "${text}")`, { argument: text });
};

/** `2026-06-01 10:00`, Beijing time. */
export const instantFrom = (text: string): Instant => {
  const match = /^(\d{4}-\d{2}-\d{2})[ T]([01]\d|2[0-3]):([0-5]\d)$/.exec(text);
  const [, day = '', hours, minutes] = match ?? [];
  if (isDay(day)) return startOfDay(day) + Number(hours) * HOUR_MS + Number(minutes) * MINUTE_MS;
  throw new InvalidArgumentError('时刻写作“2026-06-01 10:00”（北京时间）/ an instant is written "2026-06-01 10:00" (Beijing time)');
};

/** A bare id is a person. */
export const partyFrom = (text: string): PartyRef => (/^(?:post|person|unit):/.test(text) ? (text as PartyRef) : `person:${text}`);

/** `all`, or the numbers of issues with commas. */
export const handOutFrom = (text: string): 'all' | readonly string[] => (text.trim() === 'all' ? 'all' : text.split(/[,，、]/u).map((one) => one.trim()).filter((one) => one !== ''));

export const dayFrom = (text: string): Day => {
  if (isDay(text)) return text;
  throw new InvalidArgumentError('日期须为存在的 YYYY-MM-DD / a day must exist, written YYYY-MM-DD');
};

/** A whole number between two bounds, for an option. */
export const wholeFrom =
  (least: number, most: number) =>
  (text: string): number => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= least && number <= most) return number;
    throw new InvalidArgumentError(`须为${least}到${most}的整数 / a whole number from ${least} to ${most}`);
  };

/** One of these words, several with commas. */
export const wordsFrom =
  <T extends string>(known: readonly T[]) =>
  (text: string): readonly T[] => {
    const words = text.split(',').map((word) => word.trim());
    const wrong = words.find((word) => !known.includes(word as T));
    if (wrong === undefined) return words as T[];
    throw new InvalidArgumentError(`“${wrong}”不在其中，可用 ${known.join('、')} / "${wrong}" is none of: ${known.join(', ')}`);
  };

/** Collects an option that may be given several times. */
export const collect = (value: string, before: readonly string[] | undefined): readonly string[] => [...(before ?? []), value];

/** Collects `indicator=points`, an option that may be given several times. */
export const pointsFrom = (value: string, before: Readonly<Record<string, number>> | undefined): Readonly<Record<string, number>> => {
  const match = /^([^=\s]+)=(\d+(?:\.\d{1,2})?)$/.exec(value);
  if (match?.[1] === undefined) throw new InvalidArgumentError('得分写作“指标=分数”，如 plan=18.5 / points are written indicator=points, such as plan=18.5');
  return { ...before, [match[1]]: Number(match[2]) };
};
