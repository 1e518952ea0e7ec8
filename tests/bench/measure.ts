import { Agent, request } from 'node:http'

type Call = { method?: string; path: string; headers?: Record<string, string>; body?: string }
export type Answer = { status: number; body: string; headers: Record<string, string | string[] | undefined> }

/** One connection, one request after another: what one person or one script sees. */
export class Connection {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1 })

  constructor(private readonly base: string) {}

  send({ method = 'GET', path, headers = {}, body }: Call): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const sent = request(new URL(path, this.base), { agent: this.agent, method, headers }, (response) => {
        const parts: Buffer[] = []
        response.on('data', (part: Buffer) => parts.push(part))
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            body: Buffer.concat(parts).toString(),
            headers: response.headers,
          }),
        )
      })
      sent.on('error', reject)
      sent.end(body)
    })
  }

  close() {
    this.agent.destroy()
  }
}

export type Rate = { perSecond: number; p50: number; p95: number; requests: number }

/**
 * Sends `call(n)` again and again, for `seconds` after a warm-up or until it gives nothing more. Any other status than
 * the expected one fails the benchmark: a fast refusal must not look like a fast answer.
 */
export async function measure(
  connection: Connection,
  call: (n: number) => Call | undefined,
  { expect = 200, seconds = 4, warmUp = 60 } = {},
): Promise<Rate> {
  let n = 0
  const one = async (): Promise<number | undefined> => {
    const next = call(n++)
    if (!next) return undefined
    const began = performance.now()
    const { status, body } = await connection.send(next)
    if (status !== expect)
      throw new Error(`${next.method ?? 'GET'} ${next.path}: ${status} ${body.slice(0, 300)}`)
    return performance.now() - began
  }
  for (let i = 0; i < warmUp; i++) await one()
  const times: number[] = []
  const began = performance.now()
  while (performance.now() - began < seconds * 1000) {
    const time = await one()
    if (time === undefined) break
    times.push(time)
  }
  const took = (performance.now() - began) / 1000
  times.sort((a, b) => a - b)
  return {
    perSecond: times.length / took,
    p50: times[Math.floor(times.length * 0.5)] ?? Number.NaN,
    p95: times[Math.floor(times.length * 0.95)] ?? Number.NaN,
    requests: times.length,
  }
}
