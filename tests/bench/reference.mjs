// The floor that everything is measured against: a bare Node server, one prepared query, 50 indexed rows as JSON.
// POST /?id=7 is the floor of a change: one prepared UPDATE of one row.
import { createServer } from 'node:http'
import pg from 'pg'

const client = new pg.Client({ connectionString: process.env.DATABASE_URL })
await client.connect()
const text = `select id, display_name, company, email, phone, status, grade, created_at, updated_at
  from lead order by created_at desc, id desc limit 50`
const update = 'update handoff set first_opened_at = now() where id = $1 returning id'
createServer(async (request, response) => {
  if (request.method === 'POST') {
    const id = new URL(request.url, 'http://reference').searchParams.get('id')
    const { rows } = await client.query({ name: 'update', text: update, values: [id] })
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(rows[0]))
    return
  }
  const { rows } = await client.query({ name: 'reference', text })
  response.writeHead(200, { 'content-type': 'application/json' })
  response.end(JSON.stringify(rows))
}).listen(Number(process.env.PORT), '127.0.0.1', () => process.send?.('ready'))
