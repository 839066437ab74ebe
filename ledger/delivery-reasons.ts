/** Why a delivery is where it is: stable codes in `delivery.reason`, words for people in both languages. */
export const DELIVERY_REASONS = {
  superseded: { zh: '事项已变化，不再需要', en: 'no longer called for: the issue has moved on' },
  dissolved: { zh: '合并邮件未送达，已拆回各条重发', en: 'bundle not taken; its notices are sent again' },
  replaced: { zh: '已有任职人，改发现任', en: 'the post is held again; sent to its holder instead' },
  chat_failed: { zh: '群机器人未能送达，改发邮件', en: 'the chat robot did not take it; sent by mail instead' },
  left_post: { zh: '收件人已不在岗，改发现任', en: 'the recipient has left the post; sent to the present holder instead' },
  nobody_in_post: { zh: '各级岗位均无人在岗', en: 'nobody holds any of the posts in the chain' },
  no_address: { zh: '收件人没有登记邮箱', en: 'the recipient has no e-mail address' },
  bad_address: { zh: '收件人邮箱地址有误', en: "the recipient's e-mail address is malformed" },
  issue_ended: { zh: '问题已办结', en: 'the issue is settled' },
  cycle_over: { zh: '该轮整改已结束', en: 'this cycle of the issue is over' },
  refused: { zh: '对方邮件服务器拒收', en: "refused by the recipient's mail server" },
  gave_up: { zh: '多次重试仍未送达，已停止', en: 'given up after many attempts' },
  try_later: { zh: '对方暂不接收，将重试', en: 'not taken for now; will be tried again' },
  unreachable: { zh: '邮件服务器无法连接，将重试', en: 'the mail server cannot be reached; will be tried again' },
  line_broke: { zh: '已交出，但未收到答复', en: 'handed over, but the line broke before the answer' },
  lease_lapsed: { zh: '已交出，但发送进程中断', en: 'handed over, but the sending process died before the answer' },
  again_accepted: { zh: '曾不确定；以同一邮件编号再发一次，已被接收', en: 'was uncertain; sent once more under the same Message-ID and accepted' },
  again_refused: { zh: '曾不确定；再发一次被拒收', en: 'was uncertain; sent once more and refused' },
  again_uncertain: { zh: '两次交出均未收到答复', en: 'handed over twice, no answer either time' },
  not_again: { zh: '曾不确定；事项已变化，未再发', en: 'was uncertain; not sent again because it is no longer called for' },
} as const satisfies Record<string, { zh: string; en: string }>;

export type DeliveryReason = keyof typeof DELIVERY_REASONS;

/** The words for a stored reason; the code itself where an older version wrote one that is gone. */
export const reasonInWords = (reason: string): { zh: string; en: string } =>
  reason in DELIVERY_REASONS ? DELIVERY_REASONS[reason as DeliveryReason] : { zh: reason, en: reason };
