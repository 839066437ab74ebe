/** Style sheets are files for the builder. */
declare module '*.css';
