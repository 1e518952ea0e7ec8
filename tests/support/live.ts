import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { type ClientRequest, get } from 'node:http'

export type Heard = { at: number; event: string; id: number; data: Record<string, unknown> | null }
export type Listener = {
  heard: Heard[]
  /** the first message that fits, of those heard and to come; rejects after `patience` milliseconds */
  next: (fits: (message: Heard) => boolean, patience?: number) => Promise<Heard>
  /** resolves when the server ended the stream */
  ended: Promise<void>
  close: () => void
}

/** Opens a stream and reads what a browser would. */
export async function listenTo(url: string, headers: Record<string, string> = {}): Promise<Listener> {
  const heard: Heard[] = []
  const waiting = new Set<(message: Heard) => void>()
  let request: ClientRequest | undefined
  const ended = Promise.withResolvers<void>()
  await new Promise<void>((resolve, reject) => {
    request = get(url, { headers, agent: false }, (response) => {
      if (response.statusCode !== 200) return reject(new Error(`answered ${response.statusCode}`))
      let rest = ''
      response.setEncoding('utf8')
      response.on('data', (part: string) => {
        const blocks = (rest + part).split('\n\n')
        rest = blocks.pop() ?? ''
        for (const block of blocks) {
          const message = read(block)
          if (!message) continue
          heard.push(message)
          for (const wait of [...waiting]) wait(message)
        }
      })
      response.on('end', ended.resolve)
      response.on('error', () => ended.resolve())
      resolve()
    })
    request.on('error', (error) => {
      ended.resolve()
      reject(error)
    })
  })
  return {
    heard,
    ended: ended.promise,
    close: () => request?.destroy(),
    next: (fits, patience = 10_000) => {
      const known = heard.find(fits)
      if (known) return Promise.resolve(known)
      return new Promise((resolve, reject) => {
        const late = setTimeout(() => {
          waiting.delete(wait)
          reject(new Error(`not heard within ${patience} ms; heard ${JSON.stringify(heard)}`))
        }, patience)
        const wait = (message: Heard) => {
          if (!fits(message)) return
          clearTimeout(late)
          waiting.delete(wait)
          resolve(message)
        }
        waiting.add(wait)
      })
    },
  }
}

function read(block: string): Heard | undefined {
  const fields = new Map(
    block
      .split('\n')
      .map((line): [string, string] => [
        line.slice(0, line.indexOf(':')),
        line.slice(line.indexOf(':') + 1).trimStart(),
      ]),
  )
  if (!fields.has('data')) return undefined
  const data = fields.get('data')
  return {
    at: performance.now(),
    event: fields.get('event') ?? 'message',
    id: Number(fields.get('id')),
    data: data ? JSON.parse(data) : null,
  }
}

export type StreamServer = { url: string; process: ChildProcess; stop: () => Promise<void> }

/** A further app process on the database of this test. */
export async function startStreamServer(databaseUrl = process.env.DATABASE_URL): Promise<StreamServer> {
  const child = fork('tests/support/stream-server.ts', {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, DATABASE_URL: databaseUrl },
  })
  const [port] = await once(child, 'message')
  return {
    url: `http://127.0.0.1:${port}`,
    process: child,
    stop: async () => {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}
