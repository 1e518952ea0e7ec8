/** A message for whoever typed the command; it is shown without a stack. */
export class CommandError extends Error {}
