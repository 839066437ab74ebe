/** How sure the reading of an issue is, and why not surer. */
import { isFindingLike } from './finding-words.ts';
import type { Reading } from './node-reading.ts';
import type { Node } from './outline.ts';
import type { Confidence } from './parsed-report.ts';
import type { Remark } from './readers/source-document.ts';
import type { Evidence } from './status-evidence.ts';

const remark = (code: string, zh: string, en: string): Remark => ({ code, zh, en });

/** Names every doubt about an issue; without any the confidence is high. */
export const doubts = (
  node: Node,
  evidence: Evidence,
  reading: Reading,
  context: { labelled: boolean; contested: boolean; hasSubAnswers: boolean },
): { confidence: Confidence; reasons: Remark[] } => {
  const reasons: Remark[] = [];
  let low = false;
  if (!node.answered && !context.hasSubAnswers && reading.rectification.length === 0) {
    reasons.push(
      remark(
        'NO_RECTIFICATION',
        '没有找到整改情况，按标题和编号认定为问题',
        'No rectification was found; taken for an issue by its heading and number',
      ),
    );
    low = !isFindingLike(node.title) && reading.titleStatus === null;
  } else if (!context.labelled)
    reasons.push(
      remark(
        'WORDED_ONLY',
        '没有“整改情况”之类的标签，按用词区分问题和整改',
        'There is no field such as 整改情况; issue and rectification were told apart by wording',
      ),
    );
  if (evidence.from === 'closing')
    reasons.push(remark('STATUS_AT_END', `状态取自末句：${evidence.text}`, `The state was read from the closing words: ${evidence.text}`));
  if (evidence.from === 'heading')
    reasons.push(
      remark('STATUS_FROM_HEADING', `状态取自上级标题：${evidence.text}`, `The state was taken from the heading above: ${evidence.text}`),
    );
  if (!evidence.sure)
    reasons.push(remark('STATUS_UNCLEAR', `状态用语含糊：${evidence.text}`, `The words for the state are unclear: ${evidence.text}`));
  if (node.number === null) reasons.push(remark('NO_NUMBER', '原文没有编号', 'The document gives it no number'));
  if (context.contested)
    reasons.push(
      remark(
        'LEVEL_CHOSEN_BY_COUNT',
        '有几级编号都可能是问题，按文中所称问题数选定',
        'Several levels of numbers could be the issues; the count that the document claims decided',
      ),
    );
  if (reading.title.replace(/[^\p{L}]/gu, '').length < 4) low = true;
  return { confidence: low ? 'low' : reasons.length > 0 ? 'medium' : 'high', reasons };
};
