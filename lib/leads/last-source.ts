import { z } from 'zod'
import { ORIGINS } from './schema'

/** Where the last lead that was entered in this browser came from: the next card of the same trade show comes from there too. */
export const LAST_SOURCE_COOKIE = 'lead-source'

const lastSource = z.object({
  channel: z.string().max(200).nullable().catch(null),
  campaign: z.string().max(200).nullable().catch(null),
  origin: z.enum(ORIGINS).nullable().catch(null),
})
export type LastSource = z.infer<typeof lastSource>

const NOTHING: LastSource = { channel: null, campaign: null, origin: null }

export function writeLastSource(source: { [K in keyof LastSource]: string | null }): string {
  return JSON.stringify(source)
}

export function readLastSource(text: string | undefined): LastSource {
  if (!text) return NOTHING
  try {
    const read = lastSource.safeParse(JSON.parse(text))
    return read.success ? read.data : NOTHING
  } catch {
    return NOTHING
  }
}
