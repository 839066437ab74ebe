import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseReport } from '../import/parse-report.ts';
import { percentOf } from '../../domain/percent.ts';
import { buildReport, selfCheck } from './build.ts';
import { checkReport } from './check.ts';
import { chineseNumeral, enumerated } from './chinese-numeral.ts';
import { gapMark, textOf } from './document.ts';
import { NO_FACTS, type Facts } from './facts.ts';
import { reportDocx } from './docx.ts';
import { demandPublishable, publicDraft } from './publish.ts';
import { readBack } from './read-back.ts';
import { FATES, madeUpRound, type MadeUpIssue } from './testing/made-up-round.ts';

const SUBJECTS = ['理论学习', '惠农补贴发放', '项目档案管理', '饮用水源保护', '干部考核', '公务接待审批', '闲置校舍盘活', '信访积案化解', '采购验收', '村级账目公开'];
const FAULTS = ['不严', '不及时', '流于形式', '不规范，抽查发现三处缺项', '责任落实不到位', '存在漏洞'];
const NOTES = ['召开专题会议4次，明确分工', '修订管理办法并印发执行', '组织培训3期，参训160人次。', '2026年3月20日前完成自查；已追回资金2.3万元'];
const CATEGORIES = ['一、学习贯彻上级决策部署有差距', '服务群众不够用心', '基层组织建设薄弱', ''];
const FULL: Facts = {
  period: { from: '2025-11-03', to: '2025-12-26' },
  organisation: ['镇党委召开会议研究整改工作，成立工作专班。'],
  leader: ['党委书记带头领办重点问题。'],
  next: ['持续抓好未完成问题的整改，定期开展“回头看”。'],
  contact: { phone: '0543-2345678', address: '柳溪镇人民政府', postcode: '256500', email: 'liuxi@example.com' },
  issues: {},
};

const issueArbitrary: fc.Arbitrary<MadeUpIssue> = fc.record({
  title: fc.tuple(fc.constantFrom(...SUBJECTS), fc.constantFrom(...FAULTS), fc.nat(999)).map(([subject, fault, n]) => `${subject}${fault}（抽查编号${n}）`),
  category: fc.constantFrom(...CATEGORIES),
  fate: fc.constantFrom(...FATES),
  notes: fc.subarray(NOTES),
});
const roundArbitrary = fc.uniqueArray(issueArbitrary, { minLength: 1, maxLength: 14, selector: (one) => one.title }).filter((issues) => issues.some((one) => one.fate !== 'withdrawn' && one.fate !== 'withheld'));

const STATES = { done: 'done', withheld: 'done', sustained: 'partial-keep', extended: 'in-progress', open: 'in-progress', waiting: 'in-progress', withdrawn: '' } as const;

describe('a report built from the record', () => {
  it('parses back to the same issues, states and counts, for the public and for the office', () => {
    fc.assert(
      fc.property(roundArbitrary, fc.boolean(), fc.boolean(), (issues, isPublic, full) => {
        const built = buildReport(madeUpRound(issues), { facts: full ? FULL : NO_FACTS, isPublic });
        const text = textOf(built.blocks);
        const read = parseReport(text);
        const told = issues.map((issue, at) => ({ ...issue, number: String(at + 1) })).filter(({ fate }) => fate !== 'withdrawn' && !(isPublic && fate === 'withheld'));
        const seen = read.issues.map((issue) => ({ number: issue.number, title: issue.title, status: issue.status }));
        expect(seen.toSorted((a, b) => Number(a.number) - Number(b.number)), text).toEqual(told.map(({ number, title, fate }) => ({ number, title, status: STATES[fate] })));
        expect(read).toMatchObject({ unit: '中共柳溪镇委员会', feedbackDate: '2026-03-02', signedDate: built.date });
        const check = selfCheck(built);
        expect(check.mismatches, text).toEqual([]);
        expect(check.checked).toEqual(expect.arrayContaining(['total', 'aspects', 'done', 'partialKeep', 'inProgress', 'ratePercent', 'accountability', 'rules', 'recovered']));
      }),
      { numRuns: 120 },
    );
  });

  it('adds up, with what is withheld: the shown and the withheld are the counted, and the rate is that of all', () => {
    fc.assert(
      fc.property(roundArbitrary, (issues) => {
        const { figures, withheld } = buildReport(madeUpRound(issues), { facts: NO_FACTS, isPublic: true });
        const of = (...fates: readonly string[]): number => issues.filter((one) => fates.includes(one.fate)).length;
        expect(figures.withheld).toBe(of('withheld'));
        expect(withheld).toHaveLength(figures.withheld);
        expect(figures.shown + figures.withheld).toBe(figures.counted);
        expect(figures.counted).toBe(issues.length - of('withdrawn'));
        expect([figures.standing.done.count, figures.standing.sustained.count, figures.unfinished]).toEqual([of('done', 'withheld'), of('sustained'), of('extended', 'open', 'waiting')]);
        expect(figures.standing.done.percent).toBe(percentOf(of('done', 'withheld'), figures.counted));
      }),
      { numRuns: 60 },
    );
  });

  it('invents nothing: what the record does not hold is a marked gap, and on the list', () => {
    const built = buildReport(madeUpRound([{ title: '理论学习不严', category: '学习', fate: 'waiting' }]), { facts: NO_FACTS, isPublic: false });
    expect(built.gaps.map((gap) => `${gap.where} ${gap.what}`)).toEqual([
      '开头 巡察起止日期',
      '一、（一） 研究部署和组织推进整改的情况',
      '一、（二） 主要负责人组织落实整改的情况',
      '第1号 采取的整改措施及成效',
      '第1号 未完成原因',
      '第1号 下一步措施',
      '四、下一步工作打算 下一步工作打算',
      '联系方式 联系电话',
      '联系方式 邮寄地址',
      '联系方式 邮政编码',
      '联系方式 电子邮箱',
    ]);
    const text = textOf(built.blocks);
    for (const gap of built.gaps) expect(text).toContain(gapMark(gap.what));
    const filled = buildReport(madeUpRound([{ title: '理论学习不严', category: '学习', fate: 'waiting' }]), { facts: { ...FULL, issues: { 1: { done: ['开展了学习'], reason: '人手不足', next: '补学' } } }, isPublic: false });
    expect(filled.gaps).toEqual([]);
    expect(textOf(filled.blocks)).not.toContain('待补');
  });

  it('reads as such reports do', () => {
    const issues: readonly MadeUpIssue[] = [
      { title: '理论学习流于形式', category: '一、学习贯彻上级决策部署有差距', fate: 'done', notes: ['召开专题会议4次，明确分工', '修订学习制度并印发执行。'] },
      { title: '2025年惠农补贴发放不及时', category: '服务群众不够用心', fate: 'extended', notes: ['已补发第一批'] },
      { title: '信访回访不及时', category: '服务群众不够用心', fate: 'sustained', notes: ['建立回访台账'] },
      { title: '一宗在办案件', category: '服务群众不够用心', fate: 'withheld' },
      { title: '重复反馈的问题', category: '服务群众不够用心', fate: 'withdrawn' },
    ];
    const built = buildReport(madeUpRound(issues), { facts: FULL, isPublic: true });
    expect(textOf(built.blocks)).toMatchInlineSnapshot(`
      "中共柳溪镇委员会关于县委第四巡察组反馈意见整改进展情况的通报
      根据统一部署，2025年11月3日至2025年12月26日，县委第四巡察组对中共柳溪镇委员会开展了巡察。2026年3月2日，县委第四巡察组反馈了巡察意见。按照巡察工作有关要求，现将整改进展情况予以公布。
      一、整改工作组织情况
      （一）落实整改主体责任情况。镇党委召开会议研究整改工作，成立工作专班。
      （二）主要负责人组织落实整改情况。党委书记带头领办重点问题。
      （三）整改任务完成情况。反馈意见共指出2个方面4个问题。截至2026年3月2日，已完成整改2个，取得阶段性成效并需长期坚持1个，正在整改1个，整改完成率为50%。未完成的问题中，经批准延期的有1个。另有1个经核实批准撤销，不计入上述数字。上述问题中，有1个按照有关规定不予公开，本通报逐项公布其余3个的整改进展情况。
      二、反馈意见整改进展情况
      （一）学习贯彻上级决策部署有差距
      1.理论学习流于形式
      整改情况：已完成整改。一是召开专题会议4次，明确分工。二是修订学习制度并印发执行。三是完成。
      （二）服务群众不够用心
      2.关于“2025年惠农补贴发放不及时”的问题
      整改情况：正在整改。已补发第一批。
      未完成原因：情况属实。
      下一步措施：（待补：下一步措施）
      完成时限：2026年7月31日（经批准延期）
      3.信访回访不及时
      整改情况：已取得阶段性成效，需长期坚持。一是建立回访台账。二是完成。
      三、信访件、问题线索办理和追责问责情况
      受理信访件0件，办结0件；移交问题线索0件，办结线索0件。追责问责0人。挽回经济损失0.00元，建章立制0项。
      四、下一步工作打算
      持续抓好未完成问题的整改，定期开展“回头看”。
      欢迎广大干部群众对整改进展情况进行监督。如有意见建议，请及时向我们反映。联系电话：0543-2345678；邮寄地址：柳溪镇人民政府；邮政编码：256500；电子邮箱：liuxi@example.com。
      中共柳溪镇委员会
      2026年3月2日
      "
    `);
  });
});

describe('the check', () => {
  const issues: readonly MadeUpIssue[] = [
    { title: '理论学习流于形式', category: '学习', fate: 'done', notes: ['已补学'] },
    { title: '惠农补贴发放不及时', category: '服务', fate: 'open', notes: ['已补发第一批'] },
    { title: '信访回访不及时', category: '服务', fate: 'sustained', notes: ['建立台账'] },
  ];
  const built = buildReport(madeUpRound(issues), { facts: FULL, isPublic: false });
  const checked = (change: (text: string) => string) => checkReport(readBack(parseReport(change(textOf(built.blocks)))), built.figures, built.accounts);

  it('names each count that does not agree, with both values', () => {
    expect(checked((text) => text).agrees).toBe(true);
    const { agrees, mismatches } = checked((text) => text.replace('已完成整改1个', '已完成整改2个').replace('整改完成率为33.33%', '整改完成率为66.7%').replace('追责问责0人', '追责问责3人'));
    expect(agrees).toBe(false);
    expect(mismatches.map(({ what, report, ledger }) => [what, report, ledger])).toEqual([
      ['done', 2, 1],
      ['ratePercent', 66.7, 33.33],
      ['accountability', 3, 0],
    ]);
  });

  it('takes a rate as it is rounded', () => {
    expect(checked((text) => text.replace('33.33%', '33.3%')).agrees).toBe(true);
    expect(checked((text) => text.replace('33.33%', '33%')).agrees).toBe(true);
    expect(checked((text) => text.replace('33.33%', '34%')).agrees).toBe(false);
  });

  it('names each issue that is told otherwise than it stands, that is missing, that nobody knows', () => {
    expect(checked((text) => text.replace('整改情况：正在整改', '整改情况：已完成整改')).mismatches.map((one) => one.what)).toEqual(['status']);
    expect(checked((text) => text.replace('信访回访不及时', '文体设施闲置较多')).mismatches.map((one) => one.what)).toEqual(['unknown-item', 'missing-item']);
  });
});

describe('the public version', () => {
  const issues: readonly MadeUpIssue[] = [
    { title: '理论学习流于形式', category: '学习', fate: 'done', notes: ['对村民王大山反映的事项已答复，经办人13812345678'] },
    { title: '一宗在办案件', category: '学习', fate: 'withheld', notes: ['陈某案'] },
  ];
  const options = { style: 'each', names: ['顾明远'], keep: [], also: [] } as const;
  const built = buildReport(madeUpRound(issues), { facts: { ...FULL, leader: ['顾明远同志带头。'] }, isPublic: true });

  it('masks names and numbers, and leaves out what is withheld', () => {
    const draft = publicDraft(built, options);
    const text = textOf(draft.blocks);
    expect(draft.findings.map((one) => [one.text, one.mask])).toEqual([['13812345678', '138****5678'], ['王大山', '王某某'], ['顾明远', '顾某某']]);
    for (const secret of ['顾明远', '王大山', '13812345678', '在办案件', '陈某案']) expect(text).not.toContain(secret);
    expect(text).toContain('有1个按照有关规定不予公开，本通报逐项公布其余1个');
  });

  it('is written only for the code of just what was shown, without gaps, with nothing undecided', () => {
    const draft = publicDraft(built, options);
    const code = (work: () => void): string => {
      try {
        work();
        return 'done';
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    expect(code(() => demandPublishable(built, draft, draft.code))).toBe('done');
    expect(code(() => demandPublishable(built, publicDraft(built, { ...options, keep: ['王大山'] }), draft.code))).toBe('REPORT_NOT_CONFIRMED');
    expect(code(() => demandPublishable({ ...built, gaps: [{ where: '开头', what: '日期' }] }, draft, draft.code))).toBe('REPORT_GAPS');
    expect(code(() => demandPublishable({ ...built, undecided: ['2'] }, draft, draft.code))).toBe('WITHHOLDING_PENDING');
  });
});

describe('the file', () => {
  it('is the same bytes for the same record', async () => {
    const built = buildReport(madeUpRound([{ title: '理论学习不严', category: '学习', fate: 'done', notes: ['已补学'] }]), { facts: FULL, isPublic: false });
    const build = () => reportDocx({ blocks: built.blocks, author: '柳溪镇', date: built.date });
    const first = await build();
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect((await build()).equals(first)).toBe(true);
    const mammoth = await import('mammoth');
    const { value } = await mammoth.default.extractRawText({ buffer: first });
    expect(value.replace(/\n{2,}/g, '\n')).toBe(textOf(built.blocks));
  });
});

describe('Chinese numerals', () => {
  it('number headings as people write them', () => {
    expect([1, 10, 11, 20, 36, 100, 101, 110, 215].map(chineseNumeral)).toEqual(['一', '十', '十一', '二十', '三十六', '一百', '一百零一', '一百一十', '二百一十五']);
    expect(enumerated(['已补学'])).toBe('已补学。');
    expect(enumerated(['已补学；', '已公示。'])).toBe('一是已补学。二是已公示。');
  });
});
