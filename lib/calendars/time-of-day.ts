/** "09:30" for 570; 1440 is "24:00". */
export function timeText(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

/** "9", "9.30", "930" and "9:30" as people type them, as "09:30"; anything else as it came. */
export function plainTime(typed: string): string {
  const match = /^(\d{1,2})(?:[:.,h\s]?(\d{2}))?$/.exec(typed.trim())
  const hours = Number(match?.[1])
  const minutes = Number(match?.[2] ?? 0)
  if (!match || minutes > 59 || hours * 60 + minutes > 1440) return typed.trim()
  return timeText(hours * 60 + minutes)
}
