/** What an account may be called. */
export const USERNAME = /^[\p{L}\p{N}._-]{2,64}$/u;
