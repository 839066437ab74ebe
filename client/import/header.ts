/** Who was inspected, by whom, in which round, and the dates of it: read from the title, the first sentences and the signature. */
import { findChineseDates } from '../../domain/chinese-date.ts';
import type { ChineseDate } from '../../domain/chinese-date.ts';
import type { Day } from '../../domain/time.ts';
import { brokenDate, repairDates } from './broken-dates.ts';
import { isFurniture } from './lines.ts';
import type { Paragraph } from './lines.ts';

export type ReportHeader = {
  readonly title: string | null;
  readonly unit: string | null;
  readonly inspector: string | null;
  readonly round: string | null;
  readonly kind: '巡视' | '巡察' | null;
  readonly inspectionPeriod: { readonly from: Day; readonly to: Day } | null;
  readonly feedbackDate: Day | null;
  readonly feedbackYearInferred: boolean;
  readonly publishedDate: Day | null;
  readonly signedDate: Day | null;
  readonly signedDateText: string | null;
  /** Lines that the header was read from. */
  readonly lines: readonly number[];
};

const ORGAN =
  '(?:委员会|党组|党委|党工委|工委|党总支部?|总支部|党支部|支部|纪委|集团|有限公司|公司|大学|学院|医院|学校|中学|小学|局|办公室|中心)';
const TITLE = /(?:整改|巡[视察]).{0,30}(?:通报|报告|公告|公示|情况)[》”"]?$|关于.{0,60}(?:整改).{0,20}(?:通报|报告|公告|公示|情况)/;
const UNIT_HEAD = new RegExp(
  `^((?:中共)?[\\p{Script=Han}（）()·A-Za-z0-9]{1,40}?(?:委员会|党组|党委|党工委|工委|党总支部?|总支部|党支部|支部委员会))(?=关于|落实|对|巡|[一二三四五六七八九十]{1,3}届|省|市|县|区|\\d{4}|集中|整改|$)`,
  'u',
);
const SIGNATURE = new RegExp(`^[\\p{Script=Han}（）()·\\s]{3,50}?${ORGAN}$`, 'u');
const TEAM =
  /((?:十?[一二三四五六七八九十]{0,3}届)?[\p{Script=Han}]{0,14}?巡[视察查](?:工作)?(?:第?[一二三四五六七八九十\d]{1,3})?(?:小)?组)/u;
const ROUND =
  /((?:[一二三四五六七八九十]{1,3}届)?[\p{Script=Han}]{0,10}?第?[一二三四五六七八九十\d]{1,3}轮(?:[\p{Script=Han}“”"]{0,12}?)(?:巡[视察])|“[^”]{2,12}”(?:专项|提级|联动)?巡[视察])/u;

const sentencesOf = (paragraph: Paragraph): string[] => repairDates(paragraph.text).split(/(?<=[。！])/);

const datesOf = (text: string, day: Day = '1970-01-01'): ChineseDate[] =>
  findChineseDates(text, { day }).filter((date) => date.due !== null);

const publishedIn = (paragraphs: readonly Paragraph[]): { day: Day; lines: readonly number[] } | null => {
  for (const paragraph of [...paragraphs.slice(0, 14), ...paragraphs.slice(-8)]) {
    if (paragraph.text.length > 200) continue;
    const labelled = /(?:发布|发表|公开|更新|成文|发文|生成|上传)(?:时间|日期)\s*[：:]?|(?:^|\s)(?:时间|日期)\s*[：:]/.exec(paragraph.text);
    const bare =
      /^[（(]?(?:20\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?)(?:[)）]|\s|$)/.test(paragraph.text) && paragraphs.indexOf(paragraph) < 8;
    if (labelled === null && !bare) continue;
    const date = datesOf(paragraph.text.slice(labelled?.index ?? 0)).find((one) => one.grain === 'day' && one.yearPrinted);
    if (date?.due != null) return { day: date.due, lines: paragraph.lines };
  }
  return null;
};

const signatureIn = (
  paragraphs: readonly Paragraph[],
  published: Day | null,
): { unit: string | null; day: Day | null; text: string | null; lines: number[] } => {
  const tail = paragraphs.slice(-14).filter((paragraph) => paragraph.text.length <= 60);
  const lines: number[] = [];
  let [unit, day, text]: [string | null, Day | null, string | null] = [null, null, null];
  for (const paragraph of tail) {
    const plain = paragraph.text.replace(/\s+/g, '');
    const both = new RegExp(`^(.{3,40}?${ORGAN})((?:20\\d{2}|二[〇○零]).{4,12})$`, 'u').exec(plain);
    const dateWords = both?.[2] ?? plain;
    const date =
      dateWords.length <= 14 ? datesOf(dateWords).find((one) => one.at === 0 && one.yearPrinted && one.grain !== 'year') : undefined;
    const figures = /^20\d{4,6}日?$/.test(plain);
    if (date !== undefined || figures) {
      [day, text] = [date?.due ?? brokenDate(plain.replace(/日$/, ''), published), dateWords];
      lines.push(...paragraph.lines);
    }
    if (both !== null || (SIGNATURE.test(plain) && !/[一二三四五六七八九十]、/.test(plain))) {
      unit = both?.[1] ?? plain;
      lines.push(...paragraph.lines);
    }
  }
  return { unit, day, text, lines };
};

const INSPECTED =
  /对([\p{Script=Han}]{2,30}?(?:党委|党组|党工委|委员会|党总支|党支部|镇|乡|街道|局|公司|学院|学校|医院))(?:开展|进行|实施)/u;
const TOLD = /向([\p{Script=Han}]{2,30}?(?:省委|市委|县委|区委|州委|旗委|盟委|党委|党组|党工委|工委|党总支|党支部|委员会))反馈/u;

const firstMatch = (sentences: readonly string[], pattern: RegExp): string | undefined =>
  sentences.map((one) => pattern.exec(one)?.[1]).find((one) => one !== undefined);

type Feedback = { day: Day | null; inferred: boolean; inspector: string | null };

/** The sentence that tells of the feedback: the date nearest before 反馈, and the team that gave it. */
const feedbackIn = (sentences: readonly string[], period: { to: Day } | null): Feedback => {
  let inspector: string | null = null;
  for (const sentence of sentences) {
    // 反馈问题 names the findings, unless the day of the act stands right before it.
    const said = [...sentence.matchAll(/反馈(?!问题|意见整改|的问题|整改)|(?<=\d日(?:向[\p{Script=Han}]{2,30})?)反馈(?=问题)/gu)].at(0);
    if (said === undefined) continue;
    const before = sentence.slice(0, said.index);
    const team = [...before.matchAll(new RegExp(TEAM.source, 'gu'))].at(-1)?.[1] ?? TEAM.exec(sentence)?.[1];
    inspector ??= team ?? null;
    const all = datesOf(sentence, period?.to).filter((one) => one.grain === 'day' && one.from === one.due);
    const date = all.findLast((one) => one.at < said.index) ?? all.find((one) => one.at > said.index && one.at < said.index + 30);
    if (date?.due != null) return { day: date.due, inferred: !date.yearPrinted, inspector: team ?? inspector };
  }
  return { day: null, inferred: false, inspector };
};

const cleanTeam = (team: string | null): string | null =>
  team
    ?.replace(/^.*轮巡[视察](?=第)/u, '')
    .replace(/^(?:.*?(?:根据|按照|期间|统一部署|关于|落实|由|经|对|向|以及|和|日))(?=[\p{Script=Han}]{0,12}巡)/u, '')
    .replace(/^(?:落实|对|向)/, '')
    .replace(/巡查/, '巡察') ?? null;

/** Reads the header of a report. `intro` are the paragraphs before the first heading. */
export const readHeader = (paragraphs: readonly Paragraph[], intro: readonly Paragraph[]): ReportHeader => {
  const published = publishedIn(paragraphs);
  const titleLine = paragraphs
    .slice(0, 15)
    .find((one) => one.text.length <= 120 && TITLE.test(one.text.replace(/\s+/g, '')) && !/[。：:]$/.test(one.text));
  const title = titleLine?.text.replace(/\s+/g, '') ?? null;
  const signature = signatureIn(paragraphs, published?.day ?? null);
  // What the web site put before the report must not crowd out its first sentences.
  const words = paragraphs.filter((one) => !intro.includes(one) && !isFurniture(one.text) && (one.text.length > 20 || one === titleLine));
  const sentences = [...intro, ...words.slice(0, 12)].flatMap(sentencesOf);
  const periodSentence = sentences.find(
    (one) => /巡[视察查]/.test(one) && datesOf(one).some((date) => date.from !== date.due && date.grain === 'day'),
  );
  const span =
    periodSentence === undefined ? undefined : datesOf(periodSentence).find((date) => date.from !== date.due && date.grain === 'day');
  const period = span?.from != null && span.due !== null ? { from: span.from, to: span.due } : null;
  const feedback = feedbackIn(sentences, period);
  const inspected = firstMatch(sentences, INSPECTED) ?? firstMatch(sentences, TOLD);
  const headUnit = title === null ? undefined : (UNIT_HEAD.exec(title)?.[1] ?? /^(.{2,40}?)关于/u.exec(title)?.[1]);
  const head = sentences.slice(0, 8).join('');
  const round =
    (title === null ? null : ROUND.exec(title.replace(headUnit ?? '', '').replace(/^.*?(?:关于|落实)/, ''))) ?? ROUND.exec(head);
  const first = TEAM.exec(head)?.[1] ?? null;
  // 巡察组 alone is who the first sentence named with its number.
  const vague = feedback.inspector === null || /^[\p{Script=Han}]{0,4}巡[察视]组$/u.test(cleanTeam(feedback.inspector) ?? '');
  const team = cleanTeam(vague ? (first ?? feedback.inspector) : feedback.inspector);
  return {
    title,
    unit: headUnit ?? signature.unit ?? inspected ?? null,
    inspector: team,
    round: round?.[1]?.replace(/^(?:根据|按照)?/, '') ?? null,
    kind:
      /巡视/.test(`${title ?? ''}${team ?? ''}`) && !/巡察/.test(`${title ?? ''}${team ?? ''}`)
        ? '巡视'
        : /巡察/.test(`${title ?? ''}${team ?? ''}${head}`)
          ? '巡察'
          : /巡视/.test(head)
            ? '巡视'
            : null,
    inspectionPeriod: period,
    feedbackDate: feedback.day,
    feedbackYearInferred: feedback.inferred,
    publishedDate: published?.day ?? null,
    signedDate: signature.day,
    signedDateText: signature.text,
    lines: [...(titleLine?.lines ?? []), ...(published?.lines ?? []), ...signature.lines],
  };
};
