import type { CommanderError } from 'commander';
import { partedWords } from '../../domain/parted-words.ts';
import type { RefusalText } from '../../domain/refusal.ts';


/** What the parser of the command line complains of, by its kind; what it names stands in quotes in its own, English words. */
const ZH: Readonly<Record<string, (named: string, value: string, rest: string) => string>> = {
  'commander.unknownCommand': (named) => `没有命令“${named}”`,
  'commander.unknownOption': (named) => `没有选项“${named}”`,
  'commander.missingArgument': (named) => `缺少参数“${named}”`,
  'commander.optionMissingArgument': (named) => `选项“${named}”后面要有内容`,
  'commander.missingMandatoryOptionValue': (named) => `须写明选项“${named}”`,
  'commander.excessArguments': (named) => `“${named}”后面的参数过多`,
  'commander.invalidArgument': (named, value, rest) => `“${named}”不能是“${value}”${rest === '' ? '' : `：${rest}`}`,
};

/** A command line that the parser does not take, in both languages. */
export const usageProblem = ({ code, message }: CommanderError): RefusalText => {
  const en = message.replace(/^error: /, '').replaceAll('\n', ' ');
  const [named = '', value = ''] = [...en.matchAll(/'([^']*)'/g)].map((match) => match[1] ?? '');
  const meant = /\(Did you mean (?:one of )?(.+)\?\)/.exec(en)?.[1];
  // Why a value does not do is said by our own words, in both languages.
  const ours = /is invalid\. (.*)$/.exec(en)?.[1] ?? '';
  const choices = /^Allowed choices are (.*)\.$/.exec(ours)?.[1];
  const rest = choices === undefined ? (partedWords(ours) ?? { zh: ours, en: ours }) : { zh: `可以是 ${choices}`, en: ours };
  const zh = ZH[code]?.(named, value, rest.zh) ?? en;
  return { code: 'USAGE', zh: `命令行有误：${zh}${meant === undefined ? '' : `（是不是 ${meant}？）`}`, en: `the command line is wrong: ${en.replace(ours, rest.en)}`, where: { kind: code } };
};
