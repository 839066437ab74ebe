/** A notice that is asked for again (`due#17:T+1:r2`) is the same notice: its step without the repeat. A step may itself be called `r1`. */
export const withoutRepeat = (step: string): string => step.replace(/(#\d+:[^:]+):r\d+$/, '$1');

/**
 * Does a notice still ask for something: does what it speaks of still run? A deadline that was met, or moved, has another key or
 * none; what an event told stands for itself.
 */
export const stillAsks = (running: readonly { readonly key: string }[], step: string): boolean => step.startsWith('event:') || running.some(({ key }) => step.startsWith(`${key}:`));
