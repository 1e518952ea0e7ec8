import { keepFile } from '@/lib/imports/commands/keep-file'
import { queueImport } from '@/lib/imports/commands/queue'
import { workOnImport } from '@/lib/imports/commands/run'
import { importMapping } from '@/lib/imports/mapping'
import type { Actor } from '@/lib/platform/actor'
import { must } from '@/lib/platform/result'
import type { ApiAnswer, Client, Json } from './api'

/** Sends a file as a client of the API does. */
export async function sendFile(
  client: Client,
  text: string | Uint8Array,
  mapping: object,
  name = 'file.csv',
): Promise<ApiAnswer> {
  const form = new FormData()
  form.set(
    'file',
    new File([typeof text === 'string' ? text : Buffer.from(text)], name, { type: 'text/csv' }),
  )
  form.set('mapping', JSON.stringify(mapping))
  const encoded = new Response(form)
  const headers = { 'Content-Type': encoded.headers.get('content-type') ?? '' }
  return client.send('POST', '/imports', undefined, { headers, raw: await encoded.arrayBuffer() })
}

/** Sends a file, lets the worker do its part, and answers what GET /imports/{id} says then. */
export async function importFile(client: Client, text: string | Uint8Array, mapping: object): Promise<Json> {
  const sent = await sendFile(client, text, mapping)
  if (sent.status !== 202) throw new Error(`${sent.status} ${JSON.stringify(sent.body)}`)
  await workOnImport(sent.body.id, new Date())
  return (await client.get(`/imports/${sent.body.id}`)).body
}

/** Keeps and queues a file as its actor, in the actor's time, without the API. */
export async function queuedFile(actor: Actor, text: string, mapping: object): Promise<number> {
  const { importId } = must(await keepFile(actor, { fileName: 'file.csv', bytes: oneChunk(text) }))
  must(await queueImport(actor, { importId, mapping: importMapping.parse(mapping) }))
  return importId
}

async function* oneChunk(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text)
}
