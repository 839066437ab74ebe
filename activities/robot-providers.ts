import { DINGTALK } from './robot-dingtalk.ts';
import { FEISHU } from './robot-feishu.ts';
import type { RobotKind, RobotProvider } from './robot-provider.ts';
import { WECOM } from './robot-wecom.ts';

/** Every vendor whose group robots are known. */
export const ROBOT_PROVIDERS: Readonly<Record<RobotKind, RobotProvider>> = { wecom: WECOM, dingtalk: DINGTALK, feishu: FEISHU };
