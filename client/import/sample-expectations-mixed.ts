/** What a person reads in the samples that mix layouts: findings in one sentence, fields that are counted, groups by state. */
import type { Expectation } from './sample-expectations.ts';

export const MIXED_SAMPLES: Readonly<Record<string, Expectation>> = {
  'justice-bureau-short-labels.txt': {
    unit: '中共兰坞区司法局党组',
    feedback: '2024-05-22',
    written: '2024-09-05',
    rows: [
      ['问题（1）', '法治督察', 'done'],
      ['问题（2）', '行政复议', 'done'],
      ['问题（3）', '普法责任制', 'in-progress', ['2024-10-31']],
      ['问题（1）', '司法所人员', 'in-progress'],
      ['问题（2）', '社区矫正', 'done-keep'],
      ['问题（1）', '律师行业', 'done'],
      ['问题（2）', '公证收费', 'done'],
    ],
  },
  'expressway-company-three-sections.txt': {
    unit: '云岭高速公路运营有限公司党委',
    feedback: '2023-12-05',
    written: '2024-06-12',
    rows: [
      ['1', '关于“党委会', 'done'],
      ['2', '关于“安全风险', 'done'],
      ['3', '关于“收费站', 'done'],
      ['4', '关于“绿通', 'done'],
      ['5', '关于“养护', 'done'],
      ['6', '关于“服务区', 'done'],
      ['7', '关于“党支部', 'done'],
      ['8', '关于“文风', 'done'],
      ['9', '关于“路衍', 'partial-keep'],
      ['10', '关于“年轻', 'partial-keep'],
      ['11', '关于“建设期', 'in-progress', ['2024-12-31']],
      ['12', '关于“历史', 'in-progress'],
    ],
  },
  'tv-station-pasted-word.txt': {
    unit: '市融媒体中心党委',
    feedback: '2022-01-26',
    written: '2022-06-30',
    rows: [
      ['（一）', '新闻采编', 'done'],
      ['（二）', '新媒体', 'done'],
      ['（一）', '广告经营', 'in-progress', ['2022-09-30']],
      ['（二）', '活动承办', 'partial-keep'],
      ['（一）', '同岗不同酬', 'done'],
    ],
  },
  'town-one-line-findings.txt': {
    unit: '中共玉泉谷镇委员会',
    feedback: '2020-08-14',
    written: '2021-02-24',
    rows: [
      ['1', '对“抓环保', 'done'],
      ['2', '对“扶贫车间', 'done'],
      ['3', '对“低保户', 'done'],
      ['4', '对“村级债务', 'in-progress', ['2022-12-31']],
      ['5', '对“镇村干部', 'done-keep'],
      ['6', '对“退役军人', 'done'],
      ['7', '对“学校周边', 'in-progress'],
    ],
  },
  'logistic-group-matrix.txt': {
    unit: '华澜物流集团党委',
    feedback: '2025-07-11',
    written: '2025-11-21',
    rows: [
      ['一-1', '“第一议题”', 'done'],
      ['一-2', '投资项目', 'done'],
      ['二-1', '油料消耗', 'done'],
      ['二-2', '供应商', 'in-progress', ['2026-01-31']],
      ['三-1', '流动货车', 'done'],
      ['三-2', '工会福利', 'done'],
      ['三-3', '职工食堂', 'in-progress', ['2026-03-31']],
    ],
  },
  'town-sub-items-own-answers.txt': {
    unit: '中共白鹭洲镇委员会',
    feedback: '2022-12-27',
    written: '2023-07-03',
    rows: [
      ['1', '学习贯彻', 'done-keep'],
      ['2', '重点工作', 'in-progress', ['2023-10-31']],
      ['3', '监督执纪', 'done'],
      ['4', '节假日', 'done'],
    ],
  },
};
