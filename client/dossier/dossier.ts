import { stat } from 'node:fs/promises';
import { instantInWords, type Day } from '../../domain/time.ts';
import { issueIdOf } from '../../domain/issue.ts';
import { lookBackPhotos, type IssueEvent } from '../../domain/events.ts';
import type { IssueStory } from '../../domain/rollup.ts';
import { refuse } from '../../domain/refusal.ts';
import type { LedgerDatabase } from '../../ledger/database.ts';
import { evidencePath } from '../../ledger/evidence.ts';
import { loadNames, type NameBook } from '../../ledger/people.ts';
import { csvText, type Cell } from '../csv.ts';
import { papersOfRecord } from '../letters/print.ts';
import { renderPaper } from '../letters/render.ts';
import { TemplateStore } from '../letters/templates.ts';
import { noticeRecord } from '../notice-record.ts';
import { kindInWords, topicInWords } from '../topic-words.ts';
import { sha256Of } from '../report/build.ts';
import { loadRoundRecord, type RoundRecord } from '../report/record.ts';
import { loadTimelines } from '../timeline.ts';
import { channelInWords, DELIVERY_NAMES } from '../words.ts';
import { ROLE_NAMES } from '../../domain/permissions.ts';
import { safeFileName, type ZipEntry } from '../zip-write.ts';

export type DossierRequest = {
  readonly round: string;
  /** One issue only, by its id. */
  readonly issueId?: string;
  /** Where evidence lies; the files come along. Without it, only their hashes. */
  readonly evidence?: string;
  /** The unit's own templates of papers. */
  readonly templates: string;
  /** No more issues and no more bytes of evidence than this: what is asked for over the network is made while others wait. */
  readonly most?: { readonly issues: number; readonly bytes: number };
  readonly onProgress?: (done: number, total: number) => void;
};

/** A file of the dossier as its manifest lists it. */
export type ManifestFile = { readonly name: string; readonly bytes: number; readonly sha256: string };
export type Dossier = { readonly asOf: Day; readonly issues: readonly string[]; readonly entries: readonly ZipEntry[]; readonly files: readonly ManifestFile[] };

const LIMIT = 100_000;

/**
 * 一问题一档: the whole story of an issue, or of each issue of a round, ready to be filed. The same ledger makes the same
 * entries; a manifest names every file with its hash, so that years later anybody sees whether one was changed.
 * @throws Refusal UNKNOWN_ROUND, UNKNOWN_ISSUE, EVIDENCE_FILE_AWAY, DOSSIER_TOO_LARGE
 */
export const makeDossier = async (db: LedgerDatabase, request: DossierRequest): Promise<Dossier> => {
  const { round, issueId, onProgress } = request;
  const record = await loadRoundRecord(db, round);
  const stories = record.stories.filter(({ state }) => issueId === undefined || issueIdOf(state) === issueId);
  if (stories.length === 0 && issueId !== undefined) return refuse('UNKNOWN_ISSUE', `没有问题“${issueId}”`, `there is no issue "${issueId}"`, { issue: issueId });
  demandSmall(stories, request);
  const names = await loadNames(db, record.asOf);
  const store = new TemplateStore(request.templates);
  const entries: ZipEntry[] = [];
  const files: ManifestFile[] = [];
  for (const [at, story] of stories.entries()) {
    const folder = stories.length === 1 && issueId !== undefined ? '' : `${safeFileName(`第${story.state.number}号`)}/`;
    for (const entry of await issueEntries(db, story, record, { names, store })) keep(entries, files, `${folder}${entry.name}`, entry.bytes);
    if (request.evidence !== undefined) for (const piece of await evidenceEntries(story, request.evidence, `${folder}佐证材料/`)) keepFile(entries, files, piece);
    onProgress?.(at + 1, stories.length);
  }
  const { head, asOf } = record;
  const issues = stories.map(({ state }) => issueIdOf(state));
  const manifest = { round: head.id, title: head.title, unit: head.unit, inspector: head.inspector, feedback: head.feedback, asOf, issues, files };
  const listed: readonly ZipEntry[] = [
    { name: '清单.json', bytes: Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`) },
    // As `sha256sum -c` reads it.
    { name: 'SHA256SUMS', bytes: Buffer.from(files.map((file) => `${file.sha256}  ${file.name}\n`).join('')) },
  ];
  return { asOf, issues, entries: [...listed, ...entries], files };
};

const MEGABYTE = 1024 * 1024;
const demandSmall = (stories: readonly IssueStory[], { round, most, evidence }: DossierRequest): void => {
  if (most === undefined) return;
  const bytes = evidence === undefined ? 0 : stories.flatMap(({ state, events }) => [...state.evidence, ...lookBackPhotos(events)]).reduce((sum, { size }) => sum + size, 0);
  if (stories.length <= most.issues && bytes <= most.bytes) return;
  const megabytes = Math.round(most.bytes / MEGABYTE);
  refuse(
    'DOSSIER_TOO_LARGE',
    `超过${most.issues}个问题或${megabytes} MB 佐证材料的档案，请逐个问题导出、不附佐证材料，或请维护人员用命令行导出（huitoukan dossier export --round ${round}）`,
    `a dossier of more than ${most.issues} issues or ${megabytes} MB of evidence: export it issue by issue, without the files, or with huitoukan dossier export --round ${round}`,
    { issues: stories.length, bytes },
  );
};

const keep = (entries: ZipEntry[], files: ManifestFile[], name: string, bytes: Buffer): void => {
  entries.push({ name, bytes });
  files.push({ name, bytes: bytes.length, sha256: sha256Of(bytes) });
};

type EvidenceFile = { readonly name: string; readonly path: string; readonly bytes: number; readonly sha256: string };
const keepFile = (entries: ZipEntry[], files: ManifestFile[], { name, path, bytes, sha256 }: EvidenceFile): void => {
  // The same piece handed in twice is one file.
  if (files.some((file) => file.name === name)) return;
  entries.push({ name, path });
  files.push({ name, bytes, sha256 });
};

const issueEntries = async (db: LedgerDatabase, { state, events }: IssueStory, record: RoundRecord, { names, store }: { readonly names: NameBook; readonly store: TemplateStore }): Promise<{ name: string; bytes: Buffer }[]> => {
  const id = issueIdOf(state);
  const [timelines, { rows }, papers] = await Promise.all([loadTimelines(db, [id], record.asOf), noticeRecord(db, { issueId: id, limit: LIMIT }), papersOfRecord(db, record, { issueId: id })]);
  const text = (name: string, content: string): { name: string; bytes: Buffer } => ({ name, bytes: Buffer.from(content) });
  const found = [
    text('经过.md', timelines.get(id) ?? ''),
    text('经过.json', `${JSON.stringify(events, null, 2)}\n`),
    text('告知.csv', csvText([NOTICE_HEAD, ...rows.map((row) => noticeCells(row, names))])),
    text('佐证材料.csv', csvText([EVIDENCE_HEAD, ...evidenceRows(events, names)])),
  ];
  for (const paper of papers) found.push({ name: `文书/${safeFileName(paper.fileName)}`, bytes: await renderPaper(paper, await store.of(paper.kind)) });
  return found;
};

const NOTICE_HEAD: readonly Cell[] = ['文号', '种类', '事项', '收件人', '身份', '渠道', '状态', '告知时间', '要求签收', '签收时间', '之后首次办理', '办理人'];
type NoticeRow = Awaited<ReturnType<typeof noticeRecord>>['rows'][number];
const instant = (at: number | null): string => (at === null ? '' : instantInWords(at));
const noticeCells = (row: NoticeRow, names: NameBook): readonly Cell[] => [
  row.letter,
  kindInWords(row.kind).zh,
  topicInWords(row.topic).zh,
  row.recipient === 'nobody' ? '无人' : names.person(row.recipient),
  row.role in ROLE_NAMES ? ROLE_NAMES[row.role as keyof typeof ROLE_NAMES].zh : row.role,
  channelInWords(row.channel).zh,
  DELIVERY_NAMES[row.state].zh,
  instant(row.toldAt),
  row.acknowledge ? '是' : '否',
  instant(row.acknowledgedAt),
  instant(row.movedAt),
  row.movedBy === null ? '' : names.person(row.movedBy),
];

const EVIDENCE_HEAD: readonly Cell[] = ['序号', '文件名', '种类', '措施', '整改轮', '字节', 'SHA-256', '提交人', '提交时间'];
const evidenceRows = (events: readonly IssueEvent[], names: NameBook): readonly (readonly Cell[])[] =>
  events
    .flatMap((event) => {
      const { at, by } = event;
      if (event.type === 'evidence-added') return [{ ...event.evidence, at, by }];
      return event.type === 'look-back-recorded' ? (event.photos ?? []).map((photo) => ({ ...photo, kind: `第${event.n}次回头看照片`, measure: null, cycle: event.cycle, at, by })) : [];
    })
    .map(({ name, kind, measure, cycle, size, sha256, by, at }, index) => [index + 1, name, kind ?? '', measure, cycle, size, sha256, names.person(by), instantInWords(at)]);

const evidenceEntries = async ({ state, events }: IssueStory, folder: string, into: string): Promise<EvidenceFile[]> => {
  const found: EvidenceFile[] = [];
  for (const { sha256, name, size } of [...state.evidence, ...lookBackPhotos(events)]) {
    const path = evidencePath(folder, sha256);
    const facts = await stat(path).catch(() => undefined);
    if (facts?.size !== size)
      refuse('EVIDENCE_FILE_AWAY', `佐证材料“${name}”（${sha256.slice(0, 12)}…）不在存放处或已损坏，请先运行 evidence verify`, `the evidence "${name}" (${sha256.slice(0, 12)}…) is not in its place or is damaged; run evidence verify first`, { sha256, name });
    found.push({ name: `${into}${sha256.slice(0, 12)}-${safeFileName(name)}`, path, bytes: size, sha256 });
  }
  return found;
};
