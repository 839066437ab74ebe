/** What no workflow of ours does: it never gives way. */
export const endless = (): Promise<never> => {
  for (;;);
};

export const brief = (): Promise<string> => Promise.resolve('answered');
