/** Telling a finding from a measure by its words, where numbering and labels leave it open. */

const FAULT =
  /不够|不到位|不足|不严|不强|不力|不深|不实|不细|不高|不多|不快|不规范|不及时|不完善|不健全|不扎实|不牢|不彻底|不平衡|不充分|不明确|不清|不准|不符|不当|不经常|不全面|不到底|不重视|不明显|不突出|不紧密|不严肃|不作为|不顺|缺乏|缺失|缺位|缺少|滞后|薄弱|弱化|淡化|虚化|差距|短板|偏差|偏软|偏弱|漏洞|隐患|松懈|流于形式|走过场|混乱|迟缓|缓慢|单一|脱节|欠缺|有待|违规|超标准|超范围|超比例|失管|失察|失真|闲置|拖欠|挪用|虚报|重复|随意|形式主义|官僚主义|存在.{0,10}(?:现象|问题|情况)|未(?:能|按|及|对|严|建|制|落|将|经|充|有|形|开|召|完|配)|没有|仍有|照搬|应付|敷衍|上热下冷|温差|落差|老化|偏低|偏高|过高|过低|较大|较多|较差|不均|不一|久拖|欠账|无人|不(?!断|仅|少于|低于|定期|得|忘|懈|松|移|放过|折|留|漏|但|论|同|变|再|发生|出现|反弹|影响|予|止|限)\p{Script=Han}/u;
const PROBLEM_END = /(?:问题|现象)[”"’」]?(?:的?(?:整改|方面)(?:情况|问题)?)?[。.：:]?$/;
const ABOUT = /^(?:(?:反馈意见|巡[察视](?:组)?)(?:指出|反馈)的?)?(?:(?:关于|针对|对于|就|围绕)[“"‘「]?.{2,}|对[“"‘「].{2,})/;
const ACTION =
  /^(?:一是)?(?:加强|强化|成立|召开|组织|制定|制订|完善|建立|健全|提高|提升|压实|落实|开展|严格|严肃|明确|督促|推动|推进|坚持|坚决|抓|深化|修订|修改|规范|加大|加快|持续|及时|认真|突出|深入|细化|高度重视|狠抓|树牢|树立|增强|全面|进一步|统筹|聚焦|紧盯|注重|扎实|切实|定期|通过|按照|根据|结合|已|对照|主动|迅速|立即|统一|优化|拓宽|引导|配齐|安排|利用|发挥|常态化|牢固|力度不减|巩固|党委书记|主要负责人|印发|出台|邀请|聘请|学习|清理|清退|退还|补发|补齐|补充|走访|追回|更换|对.{2,12}进行|开设|新建|新增|拆除|投入|争取|联合|协调|严查|排查|取消|停用|注销|腾退|收回|追缴|约谈|重新|调整|增设|指定|编制|启用|签订|收缴)/;

const firstSentence = (text: string): string => /^[^。；;！]*/u.exec(text.slice(0, 160))?.[0] ?? '';

/** How much a heading reads like a finding (above 0) or like a measure or a plain heading (0 and below). */
export const findingScore = (text: string): number => {
  const first = firstSentence(text);
  const short = text.slice(-24);
  return (
    (ABOUT.test(first) ? 1.5 : 0) +
    (PROBLEM_END.test(short) || PROBLEM_END.test(first) ? 1.5 : 0) +
    (FAULT.test(first) ? 1.5 : FAULT.test(text.slice(0, 300)) ? 0.5 : 0) -
    (ACTION.test(first) ? 1.5 : 0) -
    (/^(?:聚焦|下一步|今后)/.test(first) ? 0.5 : 0)
  );
};

/** Does a title name a fault, and not only a field of work (关于作风方面的问题)? */
export const namesFault = (title: string): boolean => FAULT.test(title);

/** Headings over a group of issues: 二、具体问题整改情况, 一、已完成整改的问题. */
const isGroupHeading = (text: string): boolean => {
  const head = text.replace(/[（(].*$/u, '').replace(/[。：:\s]+$/u, '');
  return (
    head.length <= 40 &&
    (/^(?!关于|针对)(?:[^。]{0,16}(?:反馈|指出|具体|重点|逐项|突出|主要|存在))?[^。]{0,8}(?:意见|问题|事项|任务).{0,6}(?:整改|落实|进展)(?:落实|进展|完成|推进)?(?:工作)?情况$/u.test(
      head,
    ) ||
      /^(?!关于|针对)[^，。]{0,10}(?:已(?:经)?(?:全部)?(?:完成|整改)|整改(?:已)?完成|正在|持续|长期|继续|未|尚未|没有|需要?|有待)[^，。]{0,16}的?(?:整改)?(?:反馈)?(?:问题|事项|任务)$/u.test(
        head,
      ))
  );
};

/** Does it read like a finding? */
export const isFindingLike = (text: string): boolean => findingScore(text) > 0.5 && !isGroupHeading(text);

/** 对“…”问题，组织…: the finding in quotation marks, with what was done in the same sentence. Null where it is none. */
export const quotedFinding = (text: string): string | null =>
  /^(?:针对|关于|对于|对|就)(?:“[^”]{2,160}”|"[^"]{2,160}"|‘[^’]{2,160}’|「[^」]{2,160}」)的?问题[，,](?=.{4,})/u.exec(text)?.[0] ?? null;

/** A line that is a finding beyond doubt even without a number: 关于…的问题 / 针对…问题。 */
export const isFindingSentence = (text: string): boolean =>
  text.length <= 400 && PROBLEM_END.test(text.slice(-24)) && (ABOUT.test(text) || FAULT.test(text)) && !isGroupHeading(text);

/** Headings of parts that report on the round itself: who led, what comes next, who was called to account. */
export const isRecordHeading = (text: string): boolean => {
  const head = text.slice(0, 60);
  // An aspect is named after the duty that was neglected: 在“落实主体责任不严”方面.
  if (/方面[”"]?(?:的?(?:问题|情况))?[。：:]?$/.test(text.slice(0, 120)) && namesFault(text)) return false;
  if (/反馈.{0,8}问题.{0,10}(?:整改|落实)|(?:逐项|具体|重点)(?:问题)?整改|问题(?:的)?整改(?:落实|进展|完成)?情况|整改任务落实/.test(head))
    return false;
  return /组织(?:领导|开展|落实|推进)|(?:落实|扛起|履行|压实).{0,12}(?:主体|政治|第一)?责任|提高(?:政治)?站位|工作(?:开展|部署|总体)情况|总体(?:情况|进展)|基本情况|下一?步|今后|后续|打算|计划|长效|巩固|持续(?:深化|推进|用力)|一抓到底|存在的?(?:主要)?(?:问题|不足|困难|差距)|处理情况|问责|信访|线索|主要(?:做法|成效|负责人)|书记.{0,8}(?:组织|履职|落实)|联系(?:方式|电话)|体会|经验/.test(
    head,
  );
};

/** Headings over issues that have been reported before and are not finished yet. */
export const isFollowUpHeading = (text: string): boolean =>
  /(?:需要?|有待|还需|仍需).{0,6}(?:进一步|持续|继续|长期|深入).{0,6}(?:整改|推进|坚持)|(?:未|尚未|没有|暂未)(?:全部|按期|能)?(?:完成|整改)|(?:正在|持续|继续|长期)(?:整改|推进|坚持)(?:的|中)|整改中的/.test(
    text.slice(0, 60),
  );
