/** Style sheets and pictures are files for the builder; a picture's import is its address. */
declare module '*.css';
declare module '*.svg' {
  const address: string;
  // oxlint-disable-next-line import/no-default-export
  export default address;
}
declare module '*?url' {
  const address: string;
  // oxlint-disable-next-line import/no-default-export
  export default address;
}
