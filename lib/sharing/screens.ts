/** The screens that can be shown to somebody outside, and the tables that each is made of. */
export const SHARED_SCREENS = {
  funnel: ['funnel'],
  kpis: ['kpis'],
  summary: ['kpis', 'funnel'],
  cohorts: ['cohorts', 'timeToWin'],
  quality: ['quality'],
  campaigns: ['campaigns'],
} as const

export type SharedScreen = keyof typeof SHARED_SCREENS
export const SHARED_SCREEN_IDS = Object.keys(SHARED_SCREENS) as [SharedScreen, ...SharedScreen[]]

export function isSharedScreen(name: string): name is SharedScreen {
  return Object.hasOwn(SHARED_SCREENS, name)
}
