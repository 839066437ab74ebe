/** A letter, a form and all that stands in them, made up: templates are looked at and tested with it. */
import { EMPTY } from './issue-forms.ts';
import { paperName, type Paper, type PaperData, type PaperKind } from './paper.ts';

export const MADE_UP: PaperData = {
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

export const madeUpPaper = (kind: PaperKind, data: Partial<PaperData> = {}): Paper => ({ kind, subject: 'issue/r1/8', fileName: `${kind}.docx`, day: '2026-05-06', author: '县委巡察办', data: { ...MADE_UP, name: paperName(kind).zh, ...data } });
