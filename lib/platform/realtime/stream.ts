import { type Hub, hub, type Screen } from './hub'

/** What may wait for a screen that does not read; one that has fallen behind further is let go and comes back. */
const BUFFER = 256 * 1024

const HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  // `no-transform` keeps Next (and proxies) from compressing, which would hold events back.
  'Cache-Control': 'no-cache, no-store, no-transform',
  'X-Accel-Buffering': 'no',
}

/** The stream of one screen, until it goes, falls behind, or its session ends. */
export async function liveStream(
  who: { personId: number; sessionId: string; since: number },
  on: Hub = hub(),
): Promise<Response> {
  let screen: Screen | undefined
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        let open = true
        const close = () => {
          if (!open) return
          open = false
          if (screen) on.leave(screen)
          try {
            controller.close()
          } catch {} // gone already
        }
        const tell = (piece: Uint8Array) => {
          if (!open) return
          if ((controller.desiredSize ?? 0) < piece.byteLength) close()
          else controller.enqueue(piece)
        }
        screen = { ...who, tell, close }
        // Not all at the same moment, when a server that was restarted is back.
        tell(encoder.encode(`retry: ${500 + Math.floor(Math.random() * 2_000)}\n\n`))
      },
      cancel() {
        if (screen) on.leave(screen)
      },
    },
    new ByteLengthQueuingStrategy({ highWaterMark: BUFFER }),
  )
  if (!screen || !(await on.join(screen, who.since))) {
    await body.cancel()
    return new Response(null, { status: 429, headers: { 'Retry-After': '60' } })
  }
  return new Response(body, { headers: HEADERS })
}

/** What the screen knows already: by the page that it shows, or by the last event that it got. */
export function knownSince(request: Request): number {
  const said =
    request.headers.get('last-event-id') || new URL(request.url).searchParams.get('since') || undefined
  const since = Number(said)
  return Number.isFinite(since) && since > 0 ? since : 0
}
