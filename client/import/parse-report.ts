/** The importer of published reports (整改进展情况通报): text in, a round with its issues out, no line lost. */
import { refuse } from '../../domain/refusal.ts';
import { readClaims } from './claimed.ts';
import { decodeText } from './decode.ts';
import { findDifferences } from './differences.ts';
import { figureDifferences } from './figure-differences.ts';
import { peopleIn, sumsIn } from './figures.ts';
import { isFindingLike } from './finding-words.ts';
import { separateFollowUps } from './follow-ups.ts';
import { readHeader } from './header.ts';
import { chooseIssues } from './issue-level.ts';
import { issueOf, linesOf } from './issues.ts';
import { isFurniture, linesOfSource, paragraphsOf } from './lines.ts';
import type { Line, Paragraph } from './lines.ts';
import { parseMarker } from './numbering.ts';
import { outlineOf } from './outline.ts';
import type { Node } from './outline.ts';
import type { ParsedReport, TextLine } from './parsed-report.ts';
import { placeWords, type Place, type Remark, type SourceDocument } from './readers/source-document.ts';
import { linesOfText } from './readers/text-reader.ts';
import { splitRunOn } from './run-on.ts';
import { unfoldTables } from './table.ts';

export type ParseOptions = { /** Shown in refusals. */ readonly name?: string };

const ABOUT = /整改|巡[视察]/;

const notAReport = (name: string, zh: string, en: string): never =>
  refuse(
    'IMPORT_NOT_A_REPORT',
    `“${name}”不像整改进展情况通报：${zh}。请检查文件，或改用台账表格导入。`,
    `"${name}" does not look like a rectification report: ${en}. Check the file, or import a register table.`,
    { file: name },
  );

/** Sign-off lines at the end must not become part of the last issue. */
const cutTail = (paragraphs: readonly Paragraph[], headerLines: ReadonlySet<number>): { body: Paragraph[]; tail: Paragraph[] } => {
  let end = paragraphs.length;
  for (let at = paragraphs.length - 1; at >= Math.max(0, paragraphs.length - 14); at -= 1) {
    const paragraph = paragraphs[at];
    if (paragraph === undefined) break;
    const closing =
      headerLines.has(paragraph.lines[0] ?? 0) ||
      isFurniture(paragraph.text) ||
      /^(?:欢迎|特此|以上|联系(?:电话|方式|人)|邮寄地址|邮政编码|电子邮箱|监督电话)/.test(paragraph.text);
    if (closing) end = at;
    else if (paragraph.text.length > 200 || parseMarker(paragraph.text) !== null) break;
  }
  return { body: paragraphs.slice(0, end), tail: paragraphs.slice(end) };
};

const outlineWithIssues = (
  paragraphs: readonly Paragraph[],
  claimed: number | null,
): { root: Node; choice: ReturnType<typeof chooseIssues> } => {
  const numbered = outlineOf(paragraphs, { plainHeadings: false });
  const first = chooseIssues(numbered, claimed);
  // Findings without numbers are looked for only where the numbered reading leaves something odd behind.
  const odd = (node: Node): boolean => node.number === null || !isFindingLike(node.title);
  if (first.issues.length >= 2 && !first.issues.some(odd)) return { root: numbered, choice: first };
  const plain = outlineOf(paragraphs, { plainHeadings: true });
  const second = chooseIssues(plain, claimed);
  const findings = (choice: typeof first): number => choice.issues.filter((node) => isFindingLike(node.title)).length;
  // A sentence …问题 under a numbered finding describes that finding.
  const describes = second.issues.some(
    (node) => node.kind === 'plain' && node.parent !== null && node.parent.number !== null && isFindingLike(node.parent.title),
  );
  const allPlain = second.issues.length >= 2 && second.issues.every((node) => node.kind === 'plain');
  return !describes && (findings(second) > findings(first) || (allPlain && first.issues.some((node) => node.number === null)))
    ? { root: plain, choice: second }
    : { root: numbered, choice: first };
};

/** Lines that a reader set aside, numbered as they stand; behind all others where long lines were cut and renumbered. */
const asidesOf = (document: SourceDocument, lines: readonly Line[]): Array<TextLine & { place: Place }> => {
  const cut = lines.some((line) => line.number !== line.origin);
  const end = lines.at(-1)?.number ?? 0;
  const asides = document.lines.flatMap((line, at) =>
    line.aside === undefined || line.text.trim() === ''
      ? []
      : [{ line: at + 1, text: line.text.trim(), aside: line.aside, place: line.place }],
  );
  return cut ? asides.map((one, at) => ({ ...one, line: end + at + 1 })) : asides;
};

const placesOf = (document: SourceDocument, lines: readonly Line[], asides: ReadonlyArray<TextLine & { place: Place }>): Place[] => {
  const places = document.lines.map((line) => line.place);
  for (const line of lines) places[line.number - 1] = document.lines[line.origin - 1]?.place ?? {};
  for (const aside of asides) places[aside.line - 1] = aside.place;
  return places;
};

/**
 * Parses the text of a report, or the lines that a reader made of a file. Every line that is not blank is found again: in an issue (`lines`), in `record` or in
 * `unassigned`. Where the reading is doubtful the issue says so (`confidence`, `reasons`).
 */
export const parseReport = (input: string | SourceDocument, options: ParseOptions = {}): ParsedReport => {
  const name = options.name ?? '文本';
  const document = typeof input === 'string' ? linesOfText(input) : input;
  const lines = splitRunOn(linesOfSource(document));
  if (lines.length === 0)
    return refuse('IMPORT_EMPTY', `“${name}”是空的。请选择有正文的通报。`, `"${name}" is empty. Choose a report that has text.`, {
      file: name,
    });
  const asides = asidesOf(document, lines);
  const places = placesOf(document, lines, asides);
  const placeOf = (line: number): { zh: string; en: string } => placeWords(places[line - 1] ?? { line });
  if (!lines.some((line) => ABOUT.test(line.text)))
    return notAReport(name, '全文没有“整改”或“巡视、巡察”', 'it mentions neither 整改 nor 巡视/巡察');
  const { paragraphs: joined } = paragraphsOf(lines, document.kind === 'txt' || document.kind === 'md');
  const { paragraphs, headers } = unfoldTables(joined);
  const firstHeading = paragraphs.findIndex((one) => parseMarker(one.text) !== null);
  const intro = paragraphs.slice(0, firstHeading < 0 ? 12 : firstHeading);
  const header = readHeader(paragraphs, intro);
  const headerLines = new Set(header.lines);
  const { body } = cutTail(paragraphs, headerLines);
  const content = body.filter((one) => !(headerLines.has(one.lines[0] ?? 0) && one.text.length < 130) && !isFurniture(one.text));
  const early = readClaims([...intro, ...content.filter((one) => one.text.length < 2000)]);
  const { root, choice } = outlineWithIssues(content, early.total?.value ?? null);
  const { issues: nodes, followUps } = separateFollowUps(root, choice.issues);
  if (nodes.length === 0) return notAReport(name, '没有找到任何问题及其整改情况', 'no issue with its rectification was found');
  const dates = { feedbackDate: header.feedbackDate, writtenDate: header.signedDate ?? header.publishedDate };
  const issues = nodes.map((node) =>
    issueOf({ node, followUps: followUps.get(node) ?? [], labelled: choice.labelled, contested: choice.contested, dates }),
  );
  const owned = new Set(issues.flatMap((issue) => issue.lines));
  for (const node of [...followUps.values()].flat()) for (const line of linesOf(node)) owned.add(line);
  const inBody = new Set([...content, ...headers].flatMap((one) => one.lines));
  const rest = lines.filter((line) => !owned.has(line.number));
  const closing = new Set(paragraphs.filter((one) => !isFurniture(one.text)).flatMap((one) => one.lines));
  const isRecord = (line: number): boolean => inBody.has(line) || headerLines.has(line) || closing.has(line);
  const recordParagraphs = paragraphs.filter((one) => !owned.has(one.lines[0] ?? 0));
  const claimed = readClaims(recordParagraphs);
  const figures = {
    sums: recordParagraphs.flatMap((one) => sumsIn(one.text, one.lines[0] ?? 0)),
    people: recordParagraphs.flatMap((one) => peopleIn(one.text, one.lines[0] ?? 0)),
  };
  const asLine = (line: { number: number; text: string }): { line: number; text: string } => ({ line: line.number, text: line.text });
  const { lines: _, feedbackYearInferred, ...facts } = header;
  return {
    source: { kind: document.kind, remarks: document.remarks },
    places,
    ...facts,
    claimed,
    ...figures,
    issues,
    differences: [...findDifferences(claimed, issues, placeOf), ...figureDifferences(claimed, figures.sums, issues, placeOf)],
    record: rest.filter((line) => isRecord(line.number)).map(asLine),
    unassigned: [
      ...rest.filter((line) => !isRecord(line.number)).map(asLine),
      ...asides.map(({ line, text, aside }) => ({ line, text, ...(aside === undefined ? {} : { aside }) })),
    ].toSorted((a, b) => a.line - b.line),
    remarks: remarksOn(header.feedbackDate, feedbackYearInferred, header.unit),
  };
};

const remarksOn = (feedbackDate: string | null, inferred: boolean, unit: string | null): Remark[] => [
  ...(feedbackDate === null
    ? [{ code: 'NO_FEEDBACK_DATE', zh: '没有找到反馈日期，请补填', en: 'No feedback date was found; please fill it in' }]
    : []),
  ...(inferred
    ? [
        {
          code: 'FEEDBACK_YEAR_INFERRED',
          zh: `反馈日期没有印年份，按巡察时间推定为 ${feedbackDate}`,
          en: `The feedback date is printed without a year; ${feedbackDate} follows from the inspection period`,
        },
      ]
    : []),
  ...(unit === null ? [{ code: 'NO_UNIT', zh: '没有找到被巡察单位，请补填', en: 'No inspected unit was found; please fill it in' }] : []),
];

/** Reads a report from the bytes of a file: UTF-8, UTF-16 and GB18030 are recognised. */
export const readReport = (bytes: Uint8Array, name: string): ParsedReport => parseReport(decodeText(bytes, name).text, { name });
