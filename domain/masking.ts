/**
 * Private persons in what is published: found by the people table and by pattern, masked in the way that Chinese reports
 * do it. Pure. A machine finds too much and too little: what it found is shown to a person before anything is written.
 */

/** 王某某 (a 某 for each further sign), 王某, 某某. */
export type MaskStyle = 'each' | 'surname' | 'whole';
export type FoundBy = 'directory' | 'pattern' | 'number';
/** One thing to be masked, with where it first stands. */
export type Finding = { readonly text: string; readonly mask: string; readonly by: FoundBy; readonly times: number; readonly context: string };

const COMPOUND = ['欧阳', '司马', '上官', '诸葛', '东方', '皇甫', '尉迟', '公孙', '慕容', '令狐', '夏侯', '司徒', '长孙', '宇文', '端木', '南宫', '百里', '呼延', '澹台', '闻人'];
/** The surnames of some 98 in 100 people (public name statistics), without those that are everyday words before a noun. */
const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范石廖贾夏韦付傅邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔白汤乔祁柯骆岳齐庄温康施洪翟倪牛樊葛俞章鲁殷聂詹焦耿申尤翁阮柴鲍华左裴辛柳涂祝柏窦';

const surnameOf = (name: string): string => COMPOUND.find((one) => name.startsWith(one) && name.length > one.length) ?? name.slice(0, 1);

export const maskName = (name: string, style: MaskStyle): string => {
  if (style === 'whole') return '某某';
  const surname = surnameOf(name);
  return style === 'surname' ? `${surname}某` : `${surname}${'某'.repeat(Math.max(1, [...name].length - surname.length))}`;
};

/** Words before a name that make it one. */
const BEFORE = '村民|居民|群众|党员|村干部|干部|职工|员工|会计|出纳|经办人|当事人|责任人|负责人|联系人|举报人|信访人|户主|贫困户|脱贫户|低保户|养殖户|种植户|商户|业主|经理|老板|承包人|书记|主任|镇长|乡长|局长|科长|所长|站长|校长|院长|副职|主席|委员|同志';
/** Words after it that do. */
const AFTER = '同志|先生|女士|老人|本人|家中|家属|一户|户(?!籍|均|数|口|外|厕)|等\\d{0,3}(?:名|人|户|位)|(?:受到|被|因)(?:党内|政务|诫勉|警告|记过|开除|立案|约谈|批评)';
const SURNAME = `(?:${COMPOUND.join('|')}|[${SURNAMES}])`;
const NAME = `${SURNAME}\\p{Script=Han}{1,2}`;
const END = '(?=[，,。；;、：:！？（）()“”\\s]|$|同志|先生|女士|等|户|家|进行|给予|受到|被|因|在|已|和|与|及|的|说|反映|违规|负责|退|缴)';
/** After these a name follows whatever comes next: better a sign too many, which is shown, than a name published. */
const PRIVATE = '村民|居民|会计|出纳|经办人|当事人|举报人|信访人|户主|贫困户|脱贫户|低保户|养殖户|种植户|商户|业主|承包人';
const PATTERNS = [new RegExp(`(?:${BEFORE})(${NAME}?)${END}`, 'gu'), new RegExp(`(?:${PRIVATE})(${NAME})`, 'gu'), new RegExp(`(?<![\\p{Script=Han}])(${NAME})(?=${AFTER})`, 'gu'), new RegExp(`(?<=对|给予|由|为|向|与|和|、)(${NAME})(?=${AFTER})`, 'gu')];
/** What begins like a name and is none. */
const NO_NAME = /某|[了的是在已被将未不有无应各等户村镇乡县市区局所站委组部办室们之其]|^(?:任务|任期|任何|任命|田间|田地|石头|白天|华北|华东|江河|江南|龙头|马上|马路|安全|严格|严重|严肃|温室|左右|万元|万户|康复|成立|段落|程序|程度|余额|金额|施工|施行|庄稼|龙虾|史料|章程|叶片|武装|夏季|秦岭|牛羊|祝福|莫名|申请|申报|华侨|柳树|孔子|包干|黄[河金牛瓜豆]|严[管明守控]|任[用免职]|高[效温]|文化|石料|周边|周期|周一|周二|周三|周四|周五|张贴|高度|文明|胡同|汪洋|洪水|洪灾|汤圆|雷雨|温度|曹操|齐全|尤其|毛利|倪|常态)/u;

/** 18-digit identity numbers and mobile numbers: nobody publishes them. */
const NUMBERS: ReadonlyArray<readonly [RegExp, (found: string) => string]> = [
  [/(?<!\d)\d{6}(?:19|20)\d{9}[\dXx](?!\d)/g, (found) => `${found.slice(0, 6)}${'*'.repeat(8)}****`],
  [/(?<!\d)1[3-9]\d{9}(?!\d)/g, (found) => `${found.slice(0, 3)}****${found.slice(7)}`],
];

export type MaskOptions = {
  readonly style: MaskStyle;
  /** Names of the people table. */
  readonly names: readonly string[];
  /** Named by a person: no private person, whatever the rules say. */
  readonly keep?: readonly string[];
  /** Named by a person: to be masked, though no rule found it. */
  readonly also?: readonly string[];
};

const contextOf = (text: string, at: number, length: number): string => text.slice(Math.max(0, at - 10), at + length + 10);

/** Everything in these texts that has to be masked, the longest first: 王小明 before 王小. */
export const findPrivate = (texts: readonly string[], options: MaskOptions): readonly Finding[] => {
  const { style, names, keep = [], also = [] } = options;
  const known = new Set([...names, ...also].filter((name) => [...name].length >= 2));
  const found = new Map<string, { by: FoundBy; mask: string }>();
  for (const name of known) if (texts.some((text) => text.includes(name))) found.set(name, { by: 'directory', mask: maskName(name, style) });
  for (const text of texts) {
    for (const pattern of PATTERNS)
      for (const match of text.matchAll(pattern)) {
        const name = match[1] ?? '';
        // The shorter one was found by what follows it: the longer would take a sign of the next word.
        if (name !== '' && !found.has(name) && ![...found.keys()].some((one) => name.startsWith(one)) && !NO_NAME.test(name)) found.set(name, { by: 'pattern', mask: maskName(name, style) });
      }
    for (const [pattern, mask] of NUMBERS) for (const [number] of text.matchAll(pattern)) found.set(number, { by: 'number', mask: mask(number) });
  }
  return [...found]
    .filter(([text]) => !keep.includes(text))
    .map(([text, { by, mask }]) => {
      const where = texts.filter((one) => one.includes(text));
      const first = where[0] ?? '';
      return { text, mask, by, times: where.reduce((sum, one) => sum + one.split(text).length - 1, 0), context: contextOf(first, first.indexOf(text), text.length) };
    })
    .toSorted((a, b) => b.text.length - a.text.length || (a.text < b.text ? -1 : 1));
};

/** The text with everything found masked; in the order found, so that the longest goes first. */
export const maskText = (text: string, findings: readonly Finding[]): string => findings.reduce((masked, { text: found, mask }) => masked.replaceAll(found, mask), text);
