/** The nonce that the server put into the page: styles made at run time are taken by the browser under it only. */
export const NONCE = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';

/** antd hands the nonce to most of its styles; what locks scrolling behind a drawer forgets it, and would be refused. */
export const giveStylesTheirNonce = (): void => {
  const create = document.createElement.bind(document);
  document.createElement = (name: string, options?: ElementCreationOptions): HTMLElement => {
    const made = create(name, options);
    if (made instanceof HTMLStyleElement && NONCE !== '') made.nonce = NONCE;
    return made;
  };
};
