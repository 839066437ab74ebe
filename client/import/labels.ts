/** Field labels inside a report: 整改情况：, 整改时限：, 责任单位： and their many sisters. */

export type LabelRole = 'answer' | 'deadline' | 'responsible' | 'reason' | 'next' | 'finding' | 'goal' | 'category';
export type Label = { readonly role: LabelRole; readonly printed: string; readonly rest: string };

// The first role that matches wins: 未完成整改的原因 before 整改, 整改时限 before 整改.
const CORES: ReadonlyArray<readonly [LabelRole, string]> = [
  [
    'reason',
    '(?:未完成(?:整改)?|没有完成|未按期完成|未整改到位)的?(?:主要)?原因(?:(?:分析)?[及和与](?:下一?步)?(?:工作|整改)?(?:措施|打算|计划|安排))?|原因分析|存在(?:的)?困难|产生原因|问题原因',
  ],
  ['next', '(?:下一步|下步|后续)(?:的)?(?:整改|工作)?(?:措施|打算|计划|安排|举措|工作)?'],
  [
    'deadline',
    '(?:整改|完成|办结|销号|计划完成|预计完成|承诺)?(?:时限|期限|限期)(?:要求)?|(?:计划|预计|拟)?完成(?:时间|日期|时间节点)|整改时间|时间节点',
  ],
  [
    'responsible',
    '(?:牵头|责任|配合|协助|整改|包案|分管|承办|督办|主要)(?:责任)?(?:领导|单位|部门|科室|处室|主体|人员|人|党组织)(?:[及和、与](?:责任)?(?:领导|单位|部门|科室|责任人|人))?',
  ],
  ['goal', '整改(?:目标|要求|标准)|工作目标'],
  ['category', '(?:问题|整改)(?:类别|类型|分类|性质)|所属(?:方面|类别)'],
  [
    'finding',
    '(?:具体|主要)(?:表现|问题)|问题(?:描述|表现|表述|内容|概述|原文)|(?:巡[察视])?(?:反馈|存在|指出|发现)的?(?:主要|具体)?(?:问题|意见)(?:描述)?|表现形式|表现|问题',
  ],
  [
    'answer',
    '(?:目前|当前)?整改(?:工作)?(?:进展|落实|完成|推进|开展|实施)?(?:情况|状况|进度|状态|成果)(?:说明)?|整改(?:落实)?(?:措施|结果|成效|效果|过程|举措|内容|结论|进展|落实)(?:及(?:成效|完成情况|结果|进展情况|成果|落实情况|效果))?|' +
      '(?:落实|完成|进展|推进|销号|办理|处理|处置)(?:情况|状态|进度|结果|措施)|目前进展|工作进展|(?:具体|主要|工作|采取的?)?(?:整改)?(?:措施|做法|举措)|整改|进展|成效|是否完成|状态',
  ],
];
const ALL = CORES.map(([, core]) => core).join('|');
const WHOLE = CORES.map(([role, core]) => [role, new RegExp(`^(?:${core})$`, 'u')] as const);
const NAME = new RegExp(
  `^(?:[（(]?\\d{1,2}[)）、.．]\\s?)?([【〔\\[（(*#\\s]{0,4})((?:该问题|本问题|问题|我[镇局校院委街司]|党委|党组|巡[察视])?(?:的)?(?:${ALL}))([】〕\\]）)*\\s]{0,4})([：:]?)\\s*`,
  'u',
);
const INLINE = new RegExp(
  `(?<=[。；;！？!?）)】”"\\s、，,]|^)(?:[【〔\\[（(]?(?:${ALL})[】〕\\]）)]?[：:]|[【〔\\[](?:${ALL})[】〕\\]])`,
  'gu',
);

const roleOf = (name: string): LabelRole => WHOLE.find(([, pattern]) => pattern.test(name))?.[0] ?? 'answer';

/**
 * The label at the head of a line. Without a colon it must stand in brackets or fill the line: 整改情况良好 is a sentence.
 * A number before it (`（1）整改措施：`) belongs to the label.
 */
export const parseLabel = (text: string): Label | null => {
  const head = text.slice(0, 48);
  const match = NAME.exec(head);
  if (match === null) return null;
  const [all, open = '', name = '', close = '', colon = ''] = match;
  const bracketed = /[【〔[]/.test(open) && /[】〕\]]/.test(close);
  const numbered = /^[（(]?\d/.test(all);
  if (colon === '' && !bracketed && (numbered || all.trim().length !== text.trim().length)) return null;
  if (/[（(]/.test(open) && !/[）)]/.test(close))
    return { role: roleOf(name), printed: all.trim(), rest: text.slice(all.length).replace(/[)）]\s*[。.]?$/, '') };
  return { role: roleOf(name), printed: all.trim(), rest: text.slice(all.length) };
};

/** Cuts a line at the labels inside it: `关于…问题。整改情况：已完成。责任单位：…` gives three pieces. */
export const cutAtLabels = (text: string): string[] => {
  const cuts = [...text.matchAll(INLINE)].map((match) => match.index).filter((at) => at > 0);
  const bounds = [0, ...cuts, text.length];
  return bounds
    .slice(0, -1)
    .map((from, index) => text.slice(from, bounds[index + 1]).trim())
    .filter((piece) => piece !== '');
};

/** Names of answers that give only the state, not what was done. */
export const STATE_FIELD = /状态|结果|完成|进度/;
