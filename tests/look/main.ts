/** `npm run look [FOLDER]`: writes every document that the product makes, out of made-up records, and renders it for a person to look at. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { PAPER_KINDS } from '../../client/letters/paper.ts';
import { renderPaper } from '../../client/letters/render.ts';
import { shippedTemplate } from '../../client/letters/shipped.ts';
import { madeUpPaper } from '../../client/letters/made-up-paper.ts';
import { buildReport } from '../../client/report/build.ts';
import { reportDocx } from '../../client/report/docx.ts';
import { NO_FACTS } from '../../client/report/facts.ts';
import { madeUpRound, type MadeUpIssue } from '../../client/report/testing/made-up-round.ts';
import { entryOf } from '../../client/register/entries.ts';
import { columnsOf } from '../../client/register/export.ts';
import { registerSheet } from '../../client/register/sheet.ts';
import type { NameBook } from '../../ledger/people.ts';
import { renderFolder } from './render.ts';

const folder = process.argv[2] ?? join(tmpdir(), 'huitoukan-look');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

const ISSUES: readonly MadeUpIssue[] = [
  { title: '党委理论学习中心组上半年少学两次，交流发言照搬材料', category: '一、学习贯彻党的创新理论有差距', fate: 'done', notes: ['召开专题会议4次，明确中心组学习计划和分工，补学两次', '修订学习制度并印发执行，每季度通报学习情况'] },
  { title: '落实粮食安全责任研究不深，撂荒地底数不清', category: '一、学习贯彻党的创新理论有差距', fate: 'extended', notes: ['逐村核查撂荒地，建立台账', '复耕复种已完成八成'] },
  { title: '便民服务大厅中午无人值守，群众办事多跑一趟', category: '二、服务群众不够用心用情', fate: 'sustained', notes: ['实行中午轮班，公示值班电话'] },
  { title: '农村道路养护责任不落实，通村路段坑洼失修', category: '二、服务群众不够用心用情', fate: 'open', notes: ['完成两条路段修补'] },
  { title: '高龄津贴发放公示缺失，个别村账册涂改', category: '二、服务群众不够用心用情', fate: 'waiting' },
];
const record = madeUpRound(ISSUES);
const built = buildReport(record, { facts: NO_FACTS, isPublic: false });
writeFileSync(join(folder, 'report.docx'), await reportDocx({ blocks: built.blocks, author: '白石镇', date: built.date }));
for (const kind of PAPER_KINDS) writeFileSync(join(folder, `${kind}.docx`), await renderPaper(madeUpPaper(kind), { file: kind, parts: await shippedTemplate(kind) }));

const plain = (ref: string | null): string => ref?.replace(/^\w+:/, '') ?? '—';
const plainNames = { person: plain, party: plain, unit: () => null, unitNamed: plain };
const NAMES: NameBook = { ...plainNames, en: plainNames };
const entries = record.stories.map(({ state, events }, at) => entryOf({ position: at + 1, on: record.asOf, round: record.head, state, events, details: {}, names: NAMES }));
for (const set of ['A', 'B', 'all'] as const) {
  writeFileSync(join(folder, `register-${set}.xlsx`), await registerSheet(entries, columnsOf(set), '白石镇巡察整改台账', record.asOf));
}
for (const picture of renderFolder(folder)) console.log(picture);
