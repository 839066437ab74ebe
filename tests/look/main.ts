/** `npm run look [FOLDER]`: writes every document that the product makes, out of made-up records, and renders it for a person to look at. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { EMPTY } from '../../client/letters/issue-forms.ts';
import { PAPER_KINDS, paperName, type Paper, type PaperData, type PaperKind } from '../../client/letters/paper.ts';
import { renderPaper } from '../../client/letters/render.ts';
import { shippedTemplate } from '../../client/letters/shipped.ts';
import { buildReport } from '../../client/report/build.ts';
import { reportDocx } from '../../client/report/docx.ts';
import { NO_FACTS } from '../../client/report/facts.ts';
import { madeUpRound, type MadeUpIssue } from '../../client/report/testing/made-up-round.ts';
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
const DATA: PaperData = {
  ...EMPTY,
  name: '',
  letter: '青巡办督办函〔2026〕第3号',
  date: '2026年5月6日',
  redHead: '中共青溪县委巡察工作领导小组办公室',
  to: '镇党委书记（何书桓）、镇党委副书记（乔一帆）',
  copies: '县委分管领导（严冬）',
  office: '县委巡察办督查室',
  round: { title: '青溪县委第三轮巡察', unit: '中共白石镇委员会', inspector: '县委第二巡察组', feedback: '2026年3月2日' },
  issue: { number: '8', title: '农村道路养护责任不落实，通村路段坑洼失修', category: '服务群众不够用心用情', kind: '限期整改', status: '整改中', due: '2026年4月30日', originalDue: '2026年4月30日', owner: '江小满', leader: '镇党委副书记（乔一帆）', head: '镇党委书记（何书桓）' },
  what: '完成整改',
  day: '2026年4月30日',
  overdueDays: '6',
  measures: [
    { at: '1', text: '修补坑洼路段三公里，明确养护人员', owner: '江小满', due: '2026年4月20日', done: '未完成' },
    { at: '2', text: '制定村道养护办法并公示', owner: '白露', due: '2026年4月28日', done: '已完成' },
  ],
  evidence: [{ at: '1', name: '养护台账.pdf', kind: '凭证', sha256: '3f'.repeat(32) }],
  visits: [{ date: '2026年4月29日', name: '顾明远', seen: '现场查看三处，路面已修补', present: '村民代表' }],
  own: { rating: '已完成', summary: '修补路段三公里，制定养护办法，落实养护人员12名，群众反映良好。', name: '江小满', date: '2026年4月29日' },
  signatures: [
    { role: '督查室（巡察办）', name: '顾明远', rating: '已完成', note: '现场核查属实', date: '2026年4月30日' },
    { role: '巡察组', name: '陆清和', rating: '基本完成', note: '同意销号', date: '2026年5月6日' },
  ],
  result: '同意销号',
  handOver: { from: '江小满', to: '白露', reason: '工作调动', measures: 'm1、m2' },
  lookBack: { n: '1', cause: '定期', result: '成效保持', findings: '路面完好，养护人员在岗，养护记录齐全。', how: '现场查看、查阅记录', asked: '询问7人，6人证实（沿线村民）', name: '陆清和' },
};
const paper = (kind: PaperKind): Paper => ({ kind, fileName: `${kind}.docx`, day: '2026-05-06', author: '县委巡察办', data: { ...DATA, name: paperName(kind).zh } });

const built = buildReport(madeUpRound(ISSUES), { facts: NO_FACTS, isPublic: false });
writeFileSync(join(folder, 'report.docx'), await reportDocx({ blocks: built.blocks, author: '白石镇', date: built.date }));
for (const kind of PAPER_KINDS) writeFileSync(join(folder, `${kind}.docx`), await renderPaper(paper(kind), { file: kind, parts: await shippedTemplate(kind) }));
for (const picture of renderFolder(folder)) console.log(picture);
