/** The columns of the register as lists show them, in their order; what each is called, on the page and in a file. */
export const REGISTER_COLUMNS = {
  round: { zh: '轮次', en: 'Round' },
  number: { zh: '编号', en: 'No.' },
  title: { zh: '反馈问题', en: 'Finding' },
  category: { zh: '类别', en: 'Category' },
  kind: { zh: '类型', en: 'Kind' },
  status: { zh: '状态', en: 'Status' },
  light: { zh: '亮灯', en: 'Light' },
  daysLeft: { zh: '剩余天数', en: 'Days left' },
  dueCurrent: { zh: '现行时限', en: 'Due' },
  dueOriginal: { zh: '原定时限', en: 'Due at first' },
  dueWords: { zh: '时限原文', en: 'Due, as printed' },
  owner: { zh: '责任人', en: 'Owner' },
  leader: { zh: '责任领导', en: 'Leader' },
  head: { zh: '主要负责人', en: 'Head' },
  acceptedAt: { zh: '认领时间', en: 'Accepted' },
  closedAt: { zh: '销号时间', en: 'Closed' },
  evidence: { zh: '佐证份数', en: 'Evidence' },
  extensions: { zh: '延期次数', en: 'Extensions' },
  returns: { zh: '退回次数', en: 'Returns' },
  nextLookBack: { zh: '下次回头看', en: 'Next look-back' },
  ownRating: { zh: '自评结论', en: 'Own rating' },
  verifiedRating: { zh: '核验结论', en: 'Rating found' },
} as const satisfies Readonly<Record<string, { readonly zh: string; readonly en: string }>>;
export type RegisterColumn = keyof typeof REGISTER_COLUMNS;
export const REGISTER_COLUMN_IDS = Object.keys(REGISTER_COLUMNS) as readonly RegisterColumn[];
