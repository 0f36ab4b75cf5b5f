/** What the Worker accepts as a caller's name. */
export const CALLER_NAME: RegExp = /^[\w.@-]{1,64}$/;
