import { condition } from '@temporalio/workflow';

// What no workflow of ours does: never giving way, in each of the ways in which code runs in the sandbox.

export const endless = (): Promise<never> => {
  for (;;);
};

export const endlessPromises = async (): Promise<never> => {
  for (;;) await Promise.resolve();
};

export const endlessCondition = async (): Promise<void> => {
  let asked = 0;
  await condition(() => {
    asked += 1;
    // The first asking is a part of the call that waits, later ones are calls of their own.
    for (; asked > 1; );
    return false;
  });
};

export const brief = (): Promise<string> => Promise.resolve('answered');
