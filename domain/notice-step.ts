/** A notice that is asked for again (`due#17:T+1:r2`) is the same notice: its step without the repeat. A step may itself be called `r1`. */
export const withoutRepeat = (step: string): string => step.replace(/(#\d+:[^:]+):r\d+$/, '$1');
