import { createServer } from 'node:http'
import { Readable } from 'node:stream'
import { hub } from '@/lib/platform/realtime/hub'
import { liveStream } from '@/lib/platform/realtime/stream'

/** An app process with nothing but live streams: `/?person=1&session=…&since=…`. Tells its parent the port. */
const server = createServer(async (request, response) => {
  const { searchParams } = new URL(request.url ?? '/', 'http://localhost')
  const answer = await liveStream({
    personId: Number(searchParams.get('person')),
    sessionId: searchParams.get('session') ?? '',
    since: Number(searchParams.get('since')),
  })
  response.writeHead(answer.status, Object.fromEntries(answer.headers))
  if (!answer.body) return void response.end()
  const body = Readable.fromWeb(answer.body as Parameters<typeof Readable.fromWeb>[0])
  response.on('close', () => body.destroy())
  body.on('error', () => {})
  body.pipe(response)
})

server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.send?.(typeof address === 'object' && address ? address.port : 0)
})
process.once('SIGTERM', async () => {
  await hub().close()
  server.close(() => process.exit(0))
})
process.once('disconnect', () => process.exit(0))
