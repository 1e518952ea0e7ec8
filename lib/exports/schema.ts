export const FORMATS = ['csv', 'xlsx'] as const
export type Format = (typeof FORMATS)[number]
