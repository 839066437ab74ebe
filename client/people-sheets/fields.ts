import type { Field } from '../sheets/fields.ts';

/** The four tables of a directory: what each column is called, and which columns tell one kind of table from the others. */
export type TableKind = 'unit' | 'person' | 'post' | 'absence';

type Shape = { readonly zh: string; readonly fields: readonly Field[]; /** Without these it is no such table. */ readonly needs: readonly string[] };

export const SHAPES: Readonly<Record<TableKind, Shape>> = {
  // In the order in which they are tried: a table with a deputy is one of leave, whatever else is in it.
  absence: {
    zh: '休假',
    needs: ['person', 'deputy', 'from', 'last'],
    fields: [
      { key: 'person', zh: '休假人', names: ['姓名', '人员', '人员编号', '请假人'] },
      { key: 'deputy', zh: '代理人', names: ['代办人', '代理人员', '代岗人', '代理'] },
      { key: 'from', zh: '自', names: ['起', '开始', '休假开始', '开始日期', '起始日期', '首日'] },
      { key: 'last', zh: '至', names: ['止', '结束', '休假结束', '结束日期', '截止日期', '末日'] },
      { key: 'reason', zh: '事由', names: ['原因', '休假事由', '请假事由', '休假类型'] },
    ],
  },
  post: {
    zh: '岗位',
    needs: ['title', 'holder'],
    fields: [
      { key: 'id', zh: '岗位编号', names: ['编号', '岗位代码'] },
      { key: 'title', zh: '岗位名称', names: ['岗位', '职务', '职务名称', '名称'] },
      { key: 'unit', zh: '单位', names: ['所属单位', '单位编号', '单位名称', '部门', '所在部门'] },
      { key: 'heads', zh: '单位负责人', names: ['是否负责人', '负责人岗位', '主要负责人', '是否主要负责人'] },
      { key: 'holder', zh: '任职人', names: ['现任', '任职人员', '现任人员', '任职人编号', ['姓名', 0.9]] },
      { key: 'from', zh: '任职起', names: ['任职日期', '任职时间', '起', '任职开始', '到任日期'] },
      { key: 'to', zh: '任职止', names: ['止', '任职结束', '卸任日期', '免职日期'] },
    ],
  },
  person: {
    zh: '人员',
    needs: ['name'],
    fields: [
      { key: 'id', zh: '人员编号', names: ['编号', '工号', '账号', '职工编号'] },
      { key: 'name', zh: '姓名', names: ['名字', '人员姓名'] },
      { key: 'email', zh: '邮箱', names: ['电子邮箱', '电子邮件', '邮件', '邮件地址', 'email', 'e-mail'] },
      { key: 'mobile', zh: '手机', names: ['手机号', '手机号码', '联系电话', '移动电话', ['电话', 0.9]] },
      { key: 'userId', zh: '群机器人用户编号', names: ['企业微信号', '企业微信账号', '钉钉号', '飞书号', '平台用户编号', 'userid'] },
      { key: 'channel', zh: '通知方式', names: ['通知渠道', '提醒方式'] },
      { key: 'leftOn', zh: '离任日期', names: ['离任', '离职日期', '调离日期'] },
      { key: 'unit', zh: '单位', names: ['所属单位', '部门', '所在单位', '所在部门', '单位名称'] },
      { key: 'title', zh: '职务', names: ['岗位', '岗位名称', '职务名称'] },
      { key: 'from', zh: '任职日期', names: ['任职起', '任职时间', '到任日期'] },
    ],
  },
  unit: {
    zh: '单位',
    needs: ['name'],
    fields: [
      { key: 'id', zh: '单位编号', names: ['编号', '单位代码', '代码'] },
      { key: 'name', zh: '单位名称', names: ['名称', '单位', '单位全称', '部门名称'] },
      { key: 'superior', zh: '上级单位', names: ['主管单位', '上级', '隶属单位', '上级部门', '上级单位编号'] },
    ],
  },
};

export const KINDS: readonly TableKind[] = ['absence', 'post', 'person', 'unit'];
