import { workOnImport } from '@/lib/imports/commands/run'
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
